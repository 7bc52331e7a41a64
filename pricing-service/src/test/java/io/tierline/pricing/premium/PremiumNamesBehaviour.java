package io.tierline.pricing.premium;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceChange.Author;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of premium names does. */
public interface PremiumNamesBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");
  DomainName GOLD = new DomainName("gold.com");
  DomainName KIN = new DomainName("xn--n8jwd4b.com");
  Map<ProductAction, Money> COSTS =
      Map.of(
          ProductAction.REGISTER, Money.parse("USD 500.00"),
          ProductAction.RENEW, Money.parse("JPY 50000"));

  PremiumNames names();

  <T> T as(SellerId operator, Supplier<T> work);

  SellerId freshSeller();

  @Test
  @DisplayName("PR-19 PR-20 what is known of a name is read as of any moment")
  default void namesAreReadAsOfAnyMoment() {
    SellerId operator = freshSeller();
    PremiumName premium = new PremiumName(GOLD, 1, COSTS);
    PremiumName standard = new PremiumName(GOLD, 2, Map.of());
    assertThat(find(operator, GOLD, PremiumNames.LATEST)).isNull();
    assertThat(record(operator, premium)).isTrue();
    assertThat(record(operator, standard)).isTrue();

    assertThat(find(operator, GOLD, NOW)).isNull();
    assertThat(find(operator, GOLD, NOW.plusSeconds(1))).isEqualTo(premium);
    assertThat(find(operator, GOLD, PremiumNames.LATEST)).isEqualTo(standard);
    assertThat(find(operator, KIN, PremiumNames.LATEST)).isNull();
    SellerId other = freshSeller();
    assertThat(find(other, GOLD, PremiumNames.LATEST)).isNull();
  }

  @Test
  @DisplayName("PR-19 a version is recorded once")
  default void aVersionIsRecordedOnce() {
    SellerId operator = freshSeller();
    assertThat(record(operator, new PremiumName(GOLD, 1, COSTS))).isTrue();

    assertThat(record(operator, new PremiumName(GOLD, 1, Map.of()))).isFalse();

    assertThat(find(operator, GOLD, PremiumNames.LATEST))
        .isEqualTo(new PremiumName(GOLD, 1, COSTS));
  }

  @Test
  @DisplayName("PR-19 the names that are premium now are listed by name, page by page")
  default void premiumNamesAreListed() {
    SellerId operator = freshSeller();
    PremiumName gold = new PremiumName(GOLD, 1, COSTS);
    PremiumName kin = new PremiumName(KIN, 1, COSTS);
    DomainName noMore = new DomainName("nomore.com");
    record(operator, kin);
    record(operator, gold);
    record(operator, new PremiumName(noMore, 1, COSTS));
    record(operator, new PremiumName(noMore, 2, Map.of()));

    assertThat(as(operator, () -> names().page(operator, "", 10))).containsExactly(gold, kin);
    assertThat(as(operator, () -> names().page(operator, "", 1))).containsExactly(gold);
    assertThat(as(operator, () -> names().page(operator, GOLD.ascii(), 10))).containsExactly(kin);
  }

  private @Nullable PremiumName find(SellerId operator, DomainName name, Instant knownAt) {
    return as(operator, () -> names().find(operator, name, knownAt)).orElse(null);
  }

  /** Recorded so many seconds after {@link #NOW} as its version says. */
  private boolean record(SellerId operator, PremiumName name) {
    return as(
        operator,
        () ->
            names()
                .record(
                    operator,
                    name,
                    new Author("client-1", NOW.plusSeconds(name.version()), "because")));
  }
}
