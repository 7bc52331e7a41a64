package io.tierline.contracts.pricing;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One purchase, to be priced at every seller from the customer's up to the operator (domain.md
 * OR-3); {@code POST /v1/chain-quotes} of the pricing service.
 *
 * @param sellerId the seller of the customer
 * @param customerId the customer; null when the seller buys for itself
 * @param product the TLD in its ASCII form without the dot, or {@code privacy}
 * @param years the tenure
 * @param standings of every partner on the way up, taken at this moment (domain.md PR-8)
 */
public record ChainQuoteRequest(
    SellerId sellerId,
    @Nullable CustomerId customerId,
    String product,
    ProductAction action,
    int years,
    List<Standing> standings) {

  public ChainQuoteRequest {
    Objects.requireNonNull(sellerId, "sellerId");
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(action, "action");
    standings = List.copyOf(standings);
  }

  /**
   * @param totalReceipts in the selling currency of the partner's parent
   */
  public record Standing(SellerId partnerId, Money totalReceipts, int webServicesOrders) {

    public Standing {
      Objects.requireNonNull(partnerId, "partnerId");
      Objects.requireNonNull(totalReceipts, "totalReceipts");
    }
  }
}
