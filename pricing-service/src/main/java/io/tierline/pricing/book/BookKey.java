package io.tierline.pricing.book;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;

/** Each seller has one price book for each audience (domain.md PR-1). */
public record BookKey(SellerId seller, Audience audience) {}
