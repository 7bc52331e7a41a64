package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;

/**
 * A registry's price as an operator wrote it.
 *
 * @param path where it stands in what the operator sent
 */
public record ProposedCost(String path, ProductAction action, ProposedAmount perYear) {}
