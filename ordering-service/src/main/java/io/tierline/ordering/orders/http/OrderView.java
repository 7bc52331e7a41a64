package io.tierline.ordering.orders.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An order as its seller sees it.
 *
 * @param domainName in ASCII form; {@code unicodeName} as people read it; both absent for a web
 *     service
 * @param webService its code; absent for a domain
 * @param state REQUESTED, REGISTERED or NOT_REGISTERED
 * @param customerId absent for a sub-reseller's order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderView(
    OrderId orderId,
    SellerId sellerId,
    @Nullable CustomerId customerId,
    @Nullable String domainName,
    @Nullable String unicodeName,
    @Nullable String webService,
    String state,
    @Nullable Instant expiresAt,
    @Nullable Instant lastDayToRenew,
    @Nullable Boolean autoRenew,
    @Nullable Instant privacyUntil,
    @Nullable String reason,
    String agreementVersion,
    Instant agreedAt,
    @Nullable ActionView action) {

  /**
   * What was last done to it.
   *
   * @param state AWAITING_FUNDS, AWAITING_PAYMENT, AWAITING_REGISTRY, DONE or FAILED
   * @param price what the customer pays
   * @param cost what the seller pays its parent; absent for an operator
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ActionView(
      String actionId,
      ProductAction action,
      int years,
      String state,
      @Nullable String reason,
      @Nullable Money price,
      @Nullable Money cost,
      @Nullable InvoiceId invoiceId,
      Instant requestedAt) {}
}
