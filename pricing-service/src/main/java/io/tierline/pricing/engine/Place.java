package io.tierline.pricing.engine;

import org.jspecify.annotations.Nullable;

/**
 * Where a tax is due (domain.md PR-17).
 *
 * @param country ISO 3166-1, two capital letters
 * @param region ISO 3166-2 without the country, e.g. {@code CA}; null: the whole country, or not
 *     known
 */
public record Place(String country, @Nullable String region) {}
