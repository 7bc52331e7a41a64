package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;

/**
 * One per-year price of one product (domain.md PR-2).
 *
 * @param slab 0 for the base slab and for customers
 * @param years the tenure it was entered for
 * @param perYear in minor units
 */
public record PriceCell(ProductAction action, int slab, int years, long perYear) {}
