package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.SpecificPriceEvent.Price;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * What is fixed for one buyer: {@code Specifics.forCustomer(20001).with("com", RENEW, "12.00")}.
 */
public final class Specifics {

  private final Audience audience;
  private final long buyer;
  private final List<Price> prices = new ArrayList<>();
  private long version = 1;

  private Specifics(Audience audience, long buyer) {
    this.audience = audience;
    this.buyer = buyer;
  }

  public static Specifics forCustomer(long id) {
    return new Specifics(Audience.CUSTOMER, id);
  }

  public static Specifics forSubReseller(long id) {
    return new Specifics(Audience.SUB_RESELLER, id);
  }

  /** Of the version so far. */
  public Specifics with(String product, ProductAction action, String perYear) {
    return with(product, action, Money.parse("USD " + perYear), NOON);
  }

  public Specifics with(String product, ProductAction action, Money perYear, Instant from) {
    prices.add(new Price(product, action, perYear, version, from));
    return this;
  }

  /** From then on the buyer pays what others pay. */
  public Specifics givenUp(String product, ProductAction action, Instant from) {
    prices.add(new Price(product, action, null, version, from));
    return this;
  }

  public Specifics version(long number) {
    version = number;
    return this;
  }

  public SpecificPricesPublished published() {
    return new SpecificPricesPublished(
        SELLER, audience, Long.toString(buyer), version, prices, NOON);
  }
}
