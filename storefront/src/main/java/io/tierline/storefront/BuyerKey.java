package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose price for whom: the key of a record on {@link SpecificPriceEvent#TOPIC}. */
record BuyerKey(SellerId seller, Audience audience, long buyer) {

  private static final Pattern FORM =
      Pattern.compile("([1-9][0-9]{0,17})/(CUSTOMER|SUB_RESELLER)/([1-9][0-9]{0,17})");

  /** Empty for a key of another form, which is nobody's price. */
  static Optional<BuyerKey> parse(String key) {
    Matcher matcher = FORM.matcher(key);
    return matcher.matches()
        ? Optional.of(
            new BuyerKey(
                SellerId.of(matcher.group(1)),
                Audience.valueOf(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }
}
