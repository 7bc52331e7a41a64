/**
 * The price cache a shop embeds: it follows one or a few sellers' prices on the bus, and answers
 * only what it can vouch for (architecture.md "Prices that cannot be stale"). Start at {@link
 * io.tierline.storefront.PriceCache}.
 */
@NullMarked
package io.tierline.storefront;

import org.jspecify.annotations.NullMarked;
