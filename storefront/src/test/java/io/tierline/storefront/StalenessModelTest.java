package io.tierline.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.storefront.StalenessModel.Mutation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Many random histories of publications, relays that stall and repeat themselves, logs that are
 * compacted, and readers that lag and start anew. Each is found again by its seed.
 */
class StalenessModelTest {

  private static final int HISTORIES = 400;

  @Test
  @DisplayName(
      "PR-16: no price is older than the bound, fresher in word than in deed, or half a publication")
  void noHistoryBreaksThePromise() {
    StalenessModel.Result total =
        LongStream.range(0, HISTORIES)
            .mapToObj(seed -> StalenessModel.play(seed, new Mutation() {}))
            .reduce(StalenessModel.Result::plus)
            .orElseThrow();

    assertThat(total.violations()).isEmpty();
    assertThat(total.answersPriced()).as("the model must not be silent").isGreaterThan(10_000);
    assertThat(total.answersUnvouched()).as("nor without faults").isGreaterThan(1_000);
  }

  @Test
  @DisplayName("Mutant: a cache without the watermark check is caught")
  void aCacheThatTrustsForEverIsCaught() {
    assertCaught(
        new Mutation() {
          @Override
          public Duration bound(Duration bound) {
            return Duration.ofDays(1);
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that takes one part's watermark for all parts' is caught")
  void aCacheThatTrustsTheBestPartIsCaught() {
    assertCaught(
        new Mutation() {
          @Override
          public Watermark watermark(Watermark watermark) {
            List<Integer> all = IntStream.range(0, watermark.partsTotal()).boxed().toList();
            return new Watermark(watermark.watermark(), all, watermark.partsTotal());
          }

          @Override
          public int partition(int partition) {
            return 0;
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that shows change sets piece by piece is caught")
  void aCacheThatShowsHalfPublicationsIsCaught() {
    assertCaught(
        new Mutation() {
          @Override
          public PriceListEvent event(PriceListEvent event, long arrival) {
            return StalenessModel.rewritten(event, event.version(), "alone-" + arrival, 1);
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that shows whatever came last is caught")
  void aCacheThatIgnoresVersionsIsCaught() {
    assertCaught(
        new Mutation() {
          @Override
          public PriceListEvent event(PriceListEvent event, long arrival) {
            return StalenessModel.rewritten(
                event, arrival + 1, event.changeSet().id() + arrival, 1);
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that is ready before it has read to the end is caught")
  void aCacheThatDoesNotReadToTheEndIsCaught() {
    assertCaught(
        new Mutation() {
          @Override
          public Watermark watermark(Watermark watermark) {
            return new Watermark(
                Instant.ofEpochSecond(4_000_000_000L).plusNanos(watermark.watermark().getNano()),
                watermark.parts(),
                watermark.partsTotal());
          }

          @Override
          public boolean readyAtOnce() {
            return true;
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that takes one topic's watermark for all topics' is caught")
  void aCacheThatTrustsTheBestTopicIsCaught() {
    assertCaught(
        new Mutation() {
          @Override
          public List<Followed> vouchedFor(Followed topic) {
            return List.of(Followed.values());
          }
        });
  }

  private static void assertCaught(Mutation mutation) {
    assertThat(
            LongStream.range(0, HISTORIES)
                .mapToObj(seed -> StalenessModel.play(seed, mutation))
                .anyMatch(result -> !result.violations().isEmpty()))
        .as("some history shows a violation")
        .isTrue();
  }
}
