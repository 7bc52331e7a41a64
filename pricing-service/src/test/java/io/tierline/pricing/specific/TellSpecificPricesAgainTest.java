package io.tierline.pricing.specific;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.engine.SpecificPrice;
import io.tierline.pricing.seller.InMemorySellers;
import io.tierline.pricing.seller.Seller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TellSpecificPricesAgainTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final SellerId UNKNOWN = new SellerId(1001);
  private static final SellerId KNOWN = new SellerId(1002);

  private final InMemorySpecificPrices prices = new InMemorySpecificPrices();
  private final InMemorySellers sellers = new InMemorySellers();
  private final List<SpecificPriceEvent> told = new ArrayList<>();
  private final TellSpecificPricesAgain tellAgain =
      new TellSpecificPricesAgain(prices, sellers, told::add);

  @Test
  @DisplayName("PR-5: prices of a seller that is not known yet keep nobody from hearing of others")
  void aSellerThatIsNotKnownIsPassed() {
    BuyerKey ofUnknown = new BuyerKey(UNKNOWN, Audience.CUSTOMER, 20001);
    BuyerKey ofKnown = new BuyerKey(KNOWN, Audience.CUSTOMER, 20002);
    sellers.put(new Seller(KNOWN, null, CurrencyUnit.USD, Seller.Status.ACTIVE));
    fix(ofUnknown);
    fix(ofKnown);

    assertThat(tellAgain.tellNext(null)).containsExactly(ofUnknown, ofKnown);
    assertThat(tellAgain.tellNext(ofKnown)).isEmpty();
    assertThat(told).extracting(SpecificPriceEvent::sellerId).containsExactly(KNOWN);
  }

  private void fix(BuyerKey buyer) {
    prices.record(
        new SpecificChange(
            buyer,
            1,
            NOW,
            new Author("client-1", NOW, "because"),
            List.of(new SpecificPrice.Fixed("com", ProductAction.RENEW, 1, NOW, 1200))));
  }
}
