package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import java.time.Instant;

/**
 * Something that may have changed what a seller pays; left by the database in the transaction of
 * the change, whichever way it was made.
 *
 * @param seller who pays
 * @param at when the change takes effect
 * @param attempts looks at it that have begun
 */
public record CostChanged(long id, SellerId seller, Cause cause, Instant at, int attempts) {}
