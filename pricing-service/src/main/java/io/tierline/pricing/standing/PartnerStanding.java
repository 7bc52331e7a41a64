package io.tierline.pricing.standing;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.joda.money.Money;

/**
 * A partner's standing with its parent, as ordering last told it. For display: a quote takes the
 * standing it is given (domain.md PR-8).
 *
 * @param totalReceipts in the parent's selling currency
 * @param webServicesOrders that the partner bought from the parent
 * @param countedAt business time of what was counted last
 */
public record PartnerStanding(
    SellerId partner,
    SellerId parent,
    Money totalReceipts,
    int webServicesOrders,
    Instant countedAt) {}
