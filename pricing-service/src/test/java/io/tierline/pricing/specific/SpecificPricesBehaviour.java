package io.tierline.pricing.specific;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.engine.SpecificPrice;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of specific prices does. */
public interface SpecificPricesBehaviour {

  Instant FIRST = Instant.parse("2026-11-21T10:00:00Z");
  Instant SECOND = FIRST.plusSeconds(60);

  SpecificPrices specificPrices();

  /** Runs on behalf of the seller, in a transaction of its own. */
  <T> T as(SellerId seller, Supplier<T> work);

  /** Ids that no other test uses. */
  SellerId freshSeller();

  @Test
  @DisplayName("PR-5 PR-20: every version is kept and read as it was known at a moment")
  default void everyVersionIsKept() {
    BuyerKey buyer = new BuyerKey(freshSeller(), Audience.CUSTOMER, 20001);
    record(buyer, 1, FIRST, fixed(1, FIRST, 1200));
    record(buyer, 2, SECOND, removed(2, SECOND));

    assertThat(as(buyer.seller(), () -> specificPrices().sheet(buyer, FIRST)))
        .isEqualTo(new SpecificSheet(1, List.of(fixed(1, FIRST, 1200))));
    SpecificSheet latest =
        as(buyer.seller(), () -> specificPrices().sheet(buyer, SpecificPrices.LATEST));
    assertThat(latest.version()).isEqualTo(2);
    assertThat(latest.from(FIRST)).containsExactly(fixed(1, FIRST, 1200), removed(2, SECOND));
    assertThat(latest.from(SECOND)).isEmpty();
    assertThat(
            as(buyer.seller(), () -> specificPrices().sheet(buyer, FIRST.minusSeconds(1)))
                .version())
        .isZero();
  }

  @Test
  @DisplayName("PR-5: one buyer's prices are not another's")
  default void buyersAreKeptApart() {
    SellerId seller = freshSeller();
    BuyerKey customer = new BuyerKey(seller, Audience.CUSTOMER, 20001);
    BuyerKey other = new BuyerKey(seller, Audience.CUSTOMER, 20002);
    BuyerKey partner = new BuyerKey(seller, Audience.SUB_RESELLER, 20001);
    record(customer, 1, FIRST, fixed(1, FIRST, 1200));
    record(partner, 1, FIRST, fixed(1, FIRST, 700));

    assertThat(
            as(
                seller,
                () ->
                    specificPrices().of(List.of(customer, other, partner), SpecificPrices.LATEST)))
        .containsOnlyKeys(customer, partner)
        .containsEntry(partner, List.of(fixed(1, FIRST, 700)));
    assertThat(
            as(
                seller,
                () ->
                    specificPrices()
                        .ofBook(new BookKey(seller, Audience.CUSTOMER), SpecificPrices.LATEST)))
        .containsOnlyKeys(customer);
    assertThat(as(seller, () -> specificPrices().of(List.of(), SpecificPrices.LATEST))).isEmpty();
  }

  @Test
  @DisplayName("PR-20: the history is told newest first, page by page")
  default void theHistoryIsTold() {
    BuyerKey buyer = new BuyerKey(freshSeller(), Audience.CUSTOMER, 20001);
    record(buyer, 1, FIRST, fixed(1, FIRST, 1200));
    record(buyer, 2, SECOND, removed(2, SECOND));

    assertThat(as(buyer.seller(), () -> specificPrices().history(buyer, Long.MAX_VALUE, 10)))
        .extracting(SpecificChange::version)
        .containsExactly(2L, 1L);
    assertThat(as(buyer.seller(), () -> specificPrices().history(buyer, 2, 10)))
        .containsExactly(change(buyer, 1, FIRST, fixed(1, FIRST, 1200)));
  }

  private void record(BuyerKey buyer, long version, Instant at, SpecificPrice price) {
    as(
        buyer.seller(),
        () -> {
          assertThat(specificPrices().lock(buyer).version()).isEqualTo(version - 1);
          specificPrices().record(change(buyer, version, at, price));
          return version;
        });
  }

  private static SpecificChange change(
      BuyerKey buyer, long version, Instant at, SpecificPrice price) {
    return new SpecificChange(
        buyer, version, at, new Author("client-1", at, "because"), List.of(price));
  }

  private static SpecificPrice fixed(long version, Instant start, long perYear) {
    return new SpecificPrice.Fixed("com", ProductAction.RENEW, version, start, perYear);
  }

  private static SpecificPrice removed(long version, Instant start) {
    return new SpecificPrice.Removed("com", ProductAction.RENEW, version, start);
  }
}
