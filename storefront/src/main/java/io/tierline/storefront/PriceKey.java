package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.PriceListEvent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose price, for whom, of what: the key of a record on {@link PriceListEvent#TOPIC}. */
record PriceKey(SellerId seller, Audience audience, String product)
    implements Comparable<PriceKey> {

  private static final Pattern FORM =
      Pattern.compile("([1-9][0-9]{0,17})/(CUSTOMER|SUB_RESELLER)/(.+)");

  static PriceKey of(PriceListEvent event) {
    return new PriceKey(event.sellerId(), event.audience(), event.product());
  }

  /** Empty for a key of another form, which is nobody's price. */
  static Optional<PriceKey> parse(String key) {
    Matcher matcher = FORM.matcher(key);
    return matcher.matches()
        ? Optional.of(
            new PriceKey(
                SellerId.of(matcher.group(1)),
                Audience.valueOf(matcher.group(2)),
                matcher.group(3)))
        : Optional.empty();
  }

  @Override
  public int compareTo(PriceKey other) {
    int bySeller = Long.compare(seller.value(), other.seller.value());
    int byAudience = bySeller != 0 ? bySeller : audience.compareTo(other.audience);
    return byAudience != 0 ? byAudience : product.compareTo(other.product);
  }
}
