package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;

/**
 * @param product the TLD in its ASCII form without the dot, or {@code privacy}
 * @param years the tenure; 1 for a transfer or a restore
 */
public record QuoteRequest(String product, ProductAction action, int years) {}
