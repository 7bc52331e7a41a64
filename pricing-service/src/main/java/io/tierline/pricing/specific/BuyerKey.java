package io.tierline.pricing.specific;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;

/**
 * One buyer of one seller.
 *
 * @param buyer id of the customer or of the partner
 */
public record BuyerKey(SellerId seller, Audience audience, long buyer) {}
