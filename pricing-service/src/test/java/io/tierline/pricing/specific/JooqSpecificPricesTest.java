package io.tierline.pricing.specific;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.engine.SpecificPrice;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqSpecificPricesTest extends OnRealServers implements SpecificPricesBehaviour {

  @Autowired private SpecificPrices prices;

  @Override
  public SpecificPrices specificPrices() {
    return prices;
  }

  @Override
  public <T> T as(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }

  @Test
  @DisplayName("PR-1 PR-5: row-level security hides one seller's specific prices from another")
  void anotherSellerSeesNone() {
    BuyerKey buyer = new BuyerKey(freshSeller(), Audience.CUSTOMER, 20001);
    SpecificChange change =
        new SpecificChange(
            buyer,
            1,
            FIRST,
            new Author("client-1", FIRST, "because"),
            List.of(new SpecificPrice.Fixed("com", ProductAction.RENEW, 1, FIRST, 1200)));
    asSeller(
        buyer.seller(),
        () -> {
          prices.lock(buyer);
          prices.record(change);
          return change;
        });
    assertThat(asSeller(buyer.seller(), () -> prices.of(List.of(buyer), SpecificPrices.LATEST)))
        .isNotEmpty();

    assertThat(asSeller(freshSeller(), () -> prices.of(List.of(buyer), SpecificPrices.LATEST)))
        .isEmpty();
  }
}
