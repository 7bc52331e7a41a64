package io.tierline.pricing.quote;

import static io.tierline.pricing.Shop.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.Shop;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import io.tierline.pricing.premium.DomainName;
import io.tierline.pricing.premium.PremiumCosts;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import io.tierline.pricing.premium.PremiumName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FindPremiumCostsTest {

  private static final Wanted GOLD =
      new Wanted("com", ProductAction.REGISTER, 1, "gold.com", Acknowledgement.GIVEN);

  private final Shop shop = new Shop();
  private final Clock ticking = tickingFrom(shop.clock.instant());
  private final FindPremiumCosts findPremiumCosts =
      new FindPremiumCosts(
          shop.sellers,
          shop.catalog,
          new PremiumCosts(shop.premiumNames, shop.compiledBooks, shop.readRates, ticking),
          ticking);

  @Test
  @DisplayName(
      "PR-19: a name that an instance with a fast clock has just recorded as premium is premium")
  void thePresentIsWhateverIsRecorded() {
    Instant ahead = shop.clock.instant().plus(Duration.ofSeconds(1));
    shop.premiumNames.record(
        OPERATOR,
        new PremiumName(
            DomainName.of("gold.com").orElseThrow(),
            1,
            Map.of(ProductAction.REGISTER, Money.parse("USD 900.00"))),
        new Author("client-1", ahead, "the registry's list"));

    assertThat(findPremiumCosts.find(OPERATOR, List.of(GOLD), null).get(GOLD))
        .isEqualTo(
            new Costs.Premium(
                Money.parse("USD 900.00"), Map.of(OPERATOR, Money.parse("USD 900.00"))));
    assertThat(findPremiumCosts.find(OPERATOR, List.of(GOLD), shop.clock.instant()).get(GOLD))
        .isEqualTo(new Costs.Standard());
  }

  @Test
  @DisplayName(
      "PR-19: of a seller that nobody has told of, no cost is known, not even the standard one")
  void anUnknownSellerHasNoCost() {
    SellerId unknown = new SellerId(4711);

    assertThat(findPremiumCosts.find(unknown, List.of(GOLD), null).get(GOLD))
        .isEqualTo(new Costs.SellerUnknown(unknown));
  }

  private static Clock tickingFrom(Instant start) {
    AtomicReference<Instant> next = new AtomicReference<>(start);
    InstantSource ticking = () -> next.getAndUpdate(now -> now.plusMillis(1));
    return ticking.withZone(ZoneOffset.UTC);
  }
}
