package io.tierline.pricing.rule;

import io.tierline.pricing.book.PriceChange.Author;

/**
 * One save (domain.md PR-20).
 *
 * @param version after it, counted for its key
 */
public record RuleChange(RuleKey key, long version, Author author) {}
