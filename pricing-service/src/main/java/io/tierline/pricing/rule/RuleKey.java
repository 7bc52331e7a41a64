package io.tierline.pricing.rule;

import io.tierline.contracts.SellerId;

/** One kind of rules of one seller. */
public record RuleKey(SellerId seller, RuleKind kind) {}
