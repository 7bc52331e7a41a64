package io.tierline.pricing.book.kafka;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.messaging.Refill;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.TellPriceListsAgain;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class RefillOfPriceLists implements Refill {

  private final TellPriceListsAgain tellPriceListsAgain;

  RefillOfPriceLists(TellPriceListsAgain tellPriceListsAgain) {
    this.tellPriceListsAgain = tellPriceListsAgain;
  }

  @Override
  public String topic() {
    return PriceListEvent.TOPIC;
  }

  @Override
  public Optional<Piece> appendNext(String after) {
    return tellPriceListsAgain
        .tellNext(book(after))
        .map(told -> new Piece(text(told.book()), told.versions()));
  }

  private static String text(BookKey book) {
    return book.seller() + "/" + book.audience();
  }

  private static @Nullable BookKey book(String text) {
    if (text.isEmpty()) {
      return null;
    }
    String[] names = text.split("/", 2);
    return new BookKey(SellerId.of(names[0]), Audience.valueOf(names[1]));
  }
}
