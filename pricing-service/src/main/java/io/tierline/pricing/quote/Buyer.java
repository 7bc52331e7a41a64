package io.tierline.pricing.quote;

import io.tierline.pricing.engine.Place;
import io.tierline.pricing.engine.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Who buys.
 *
 * @param id of the customer or of the partner; null: any, without prices of its own
 * @param standing as it was given, without the seller's terms
 * @param taxPlace where its taxes are due; null: what the seller knows of it
 */
public record Buyer(@Nullable Long id, Standing standing, @Nullable Place taxPlace) {}
