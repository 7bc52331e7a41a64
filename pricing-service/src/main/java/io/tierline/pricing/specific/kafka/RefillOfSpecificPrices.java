package io.tierline.pricing.specific.kafka;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.messaging.Refill;
import io.tierline.pricing.specific.BuyerKey;
import io.tierline.pricing.specific.TellSpecificPricesAgain;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class RefillOfSpecificPrices implements Refill {

  private final TellSpecificPricesAgain tellSpecificPricesAgain;

  RefillOfSpecificPrices(TellSpecificPricesAgain tellSpecificPricesAgain) {
    this.tellSpecificPricesAgain = tellSpecificPricesAgain;
  }

  @Override
  public String topic() {
    return SpecificPriceEvent.TOPIC;
  }

  @Override
  public Optional<Piece> appendNext(String after) {
    List<BuyerKey> told = tellSpecificPricesAgain.tellNext(buyer(after));
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(new Piece(text(told.getLast()), told.size()));
  }

  private static String text(BuyerKey buyer) {
    return "%s/%s/%d".formatted(buyer.seller(), buyer.audience(), buyer.buyer());
  }

  private static @Nullable BuyerKey buyer(String text) {
    if (text.isEmpty()) {
      return null;
    }
    String[] names = text.split("/", 3);
    return new BuyerKey(
        SellerId.of(names[0]), Audience.valueOf(names[1]), Long.parseLong(names[2]));
  }
}
