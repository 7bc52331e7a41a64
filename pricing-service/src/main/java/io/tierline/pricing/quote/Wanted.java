package io.tierline.pricing.quote;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import org.jspecify.annotations.Nullable;

/**
 * What is to be bought.
 *
 * @param product as the buyer wrote it
 * @param name whole, as the buyer wrote it; null where it cannot be a premium one
 */
public record Wanted(
    String product,
    ProductAction action,
    int years,
    @Nullable String name,
    Acknowledgement acknowledgement) {}
