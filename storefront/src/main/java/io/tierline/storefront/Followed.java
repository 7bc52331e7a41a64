package io.tierline.storefront;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldStatusEvent;
import java.util.Arrays;

/** The topics a price is made of. A cache vouches only for what it has seen of all of them. */
enum Followed {
  PRICE_LISTS(PriceListEvent.TOPIC),
  SPECIFIC_PRICES(SpecificPriceEvent.TOPIC),
  TLD_STATUSES(TldStatusEvent.TOPIC),
  TLDS(TldEvent.TOPIC);

  private final String topic;

  Followed(String topic) {
    this.topic = topic;
  }

  String topic() {
    return topic;
  }

  static Followed of(String topic) {
    return Arrays.stream(values())
        .filter(followed -> followed.topic.equals(topic))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(topic + " is not followed"));
  }
}
