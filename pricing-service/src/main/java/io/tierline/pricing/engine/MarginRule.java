package io.tierline.pricing.engine;

/** How a price is made from a cost (domain.md PR-10, PR-11). */
public record MarginRule(Margin margin, Rounding rounding) {}
