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
 * @param taxAddress where taxes on what the customer buys are due (domain.md PR-17); null when not
 *     known
 * @param name the name that is bought; null where it cannot be a premium one
 * @param signedQuote one of {@code POST /v1/quotes} for exactly this purchase, to be honoured for
 *     the customer's leg; null: at the price of this moment
 */
public record ChainQuoteRequest(
    SellerId sellerId,
    @Nullable CustomerId customerId,
    String product,
    ProductAction action,
    int years,
    List<Standing> standings,
    @Nullable TaxAddress taxAddress,
    @Nullable Name name,
    @Nullable String signedQuote) {

  public ChainQuoteRequest {
    Objects.requireNonNull(sellerId, "sellerId");
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(action, "action");
    standings = List.copyOf(standings);
  }

  /** Of a name that is not premium, for a customer whose country is not known. */
  public ChainQuoteRequest(
      SellerId sellerId,
      @Nullable CustomerId customerId,
      String product,
      ProductAction action,
      int years,
      List<Standing> standings) {
    this(sellerId, customerId, product, action, years, standings, null, null, null);
  }

  /**
   * @param country ISO 3166-1, two capital letters
   * @param region ISO 3166-2 without the country, e.g. {@code QC}; null: not known
   */
  public record TaxAddress(String country, @Nullable String region) {

    public TaxAddress {
      Objects.requireNonNull(country, "country");
    }
  }

  /**
   * @param name whole, e.g. {@code example.com}
   * @param premium whether the order says that it knows the name is premium (domain.md PR-19)
   */
  public record Name(String name, boolean premium) {

    public Name {
      Objects.requireNonNull(name, "name");
    }
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
