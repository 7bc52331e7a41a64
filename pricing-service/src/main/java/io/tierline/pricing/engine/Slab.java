package io.tierline.pricing.engine;

import org.jspecify.annotations.Nullable;

/**
 * A price level for sub-resellers above the base slab (domain.md PR-7).
 *
 * @param number 1 or more; stays the slab's name when another one is deleted
 * @param receiptsAtLeast Total Receipts that reach it, in minor units; null when they do not count
 * @param webServicesOrdersAtLeast orders that reach it; null when they do not count
 */
public record Slab(
    int number, @Nullable Long receiptsAtLeast, @Nullable Integer webServicesOrdersAtLeast) {}
