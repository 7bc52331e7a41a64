package io.tierline.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.storefront.StalenessModel.Fault;
import io.tierline.storefront.StalenessModel.Mutation;
import io.tierline.testsupport.staleness.Read;
import io.tierline.testsupport.staleness.Violation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Many random histories of publications, relays that stall and repeat themselves, logs that are
 * compacted, and readers that lag, are sent back and start anew, by clocks that differ, while
 * prices are planned. Each is found again by its seed.
 */
class StalenessModelTest {

  /**
   * Most broken caches are caught in half of them and more, the one with the wrong clock only where
   * there are two. Harder to see are those that show whatever came last (one of six) or take the
   * best topic's watermark (one of eight); hardest those that leave no room for their clock (one of
   * twenty) or do not know their logs (one of twenty-five). Of pricings that are broken the one
   * that takes plans along is caught in one of eight, the one that tells them too late in one of
   * twelve, the one that leaves gaps in one of forty.
   */
  private static final int HISTORIES = 150;

  /** What the model says of prices that are doubted without need. */
  private static final String DOUBTED = "at rest %d is shown".formatted(Read.UNVOUCHED);

  @Test
  @DisplayName(
      "PR-16 PR-20: no price is older than the bound, fresher in word than in deed, half a"
          + " publication, or doubted without need")
  void noHistoryBreaksThePromise() {
    StalenessModel.Result total =
        LongStream.range(0, HISTORIES)
            .mapToObj(seed -> StalenessModel.play(seed, new Mutation() {}))
            .reduce(StalenessModel.Result::plus)
            .orElseThrow();

    assertThat(total.violations()).isEmpty();
    assertThat(total.forgotten()).as("not shown at rest").isEmpty();
    assertThat(total.vouchedFor()).as("the model must not be silent").isGreaterThan(10_000);
    assertThat(total.unvouched()).as("nor without faults").isGreaterThan(1_000);
    for (Fault fault : Fault.values()) {
      assertThat(total.faults().getOrDefault(fault, 0L)).as("%s", fault).isGreaterThan(10_000);
    }
  }

  @Test
  @DisplayName("Mutant: a cache without the watermark check is caught")
  void aCacheThatTrustsForEverIsCaught() {
    assertCaught(
        Violation.OLDER_THAN_BOUND,
        new Mutation() {
          @Override
          public Duration bound(Duration bound) {
            return Duration.ofDays(1);
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache whose bound leaves no room for a clock that is behind is caught")
  void aCacheThatForgetsItsSkewIsCaught() {
    assertCaught(
        Violation.OLDER_THAN_BOUND,
        new Mutation() {
          @Override
          public Duration bound(Duration bound) {
            return StalenessModel.BOUND;
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that takes one part's watermark for all parts' is caught")
  void aCacheThatTrustsTheBestPartIsCaught() {
    assertCaught(
        Violation.OLDER_THAN_SAID,
        new Mutation() {
          @Override
          public Watermark watermark(Watermark watermark, Instant now) {
            List<Integer> all = IntStream.range(0, watermark.partsTotal()).boxed().toList();
            return new Watermark(
                watermark.watermark(), all, watermark.partsTotal(), watermark.generation());
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
        Violation.HALF_A_PUBLICATION,
        new Mutation() {
          @Override
          public PriceListEvent event(PriceListEvent event, long arrival) {
            return StalenessModel.rewritten(event).inChangeSet("alone-" + arrival, 1).published();
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that shows whatever came last is caught")
  void aCacheThatIgnoresVersionsIsCaught() {
    assertCaught(
        Violation.OLDER_THAN_SAID,
        new Mutation() {
          @Override
          public PriceListEvent event(PriceListEvent event, long arrival) {
            return StalenessModel.rewritten(event).version(arrival + 1).published();
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that takes hearing something for having heard everything is caught")
  void aCacheThatTrustsItsEarsIsCaught() {
    assertCaught(
        Violation.OLDER_THAN_SAID,
        new Mutation() {
          @Override
          public Watermark watermark(Watermark watermark, Instant now) {
            return new Watermark(
                now, watermark.parts(), watermark.partsTotal(), watermark.generation());
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
        Violation.OLDER_THAN_SAID,
        new Mutation() {
          @Override
          public List<Followed> vouchedFor(Followed topic) {
            return List.of(Followed.values());
          }
        });
  }

  @Test
  @DisplayName(
      "Mutant: a cache that does not ask which log it reads is caught when a topic is lost")
  void aCacheThatDoesNotKnowItsLogsIsCaught() {
    assertCaught(
        Violation.OLDER_THAN_SAID,
        new Mutation() {
          @Override
          public boolean knowsItsLogs() {
            return false;
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that shows what is scheduled as soon as it has it is caught")
  void aCacheThatDoesNotWaitIsCaught() {
    assertCaught(
        Violation.BEFORE_IT_COUNTS,
        new Mutation() {
          @Override
          public PriceListEvent event(PriceListEvent event, long arrival) {
            return StalenessModel.rewritten(event).from(PriceLists.NOON).published();
          }
        });
  }

  @Test
  @DisplayName("Mutant: a cache that takes the machine's time for business time is caught")
  void aCacheWithTheWrongClockIsCaught() {
    assertCaught(
        Violation.OLDER_THAN_SAID,
        new Mutation() {
          @Override
          public Clock businessClock(Clock business, Clock system) {
            return system;
          }
        });
  }

  @Test
  @DisplayName("Mutant: pricing that tells what is planned with the next change is caught")
  void plansThatAreToldAtOnceAreCaught() {
    assertCaught(
        DOUBTED,
        new Mutation() {
          @Override
          public Instant takenAlong(Instant due) {
            return Instant.MAX;
          }
        });
  }

  @Test
  @DisplayName("Mutant: pricing that tells what is planned behind what overtook it is caught")
  void plansThatAreToldTooLateAreCaught() {
    assertCaught(
        Violation.OLDER_THAN_SAID,
        new Mutation() {
          @Override
          public long onTheBus(long version) {
            return 0;
          }
        });
  }

  @Test
  @DisplayName("Mutant: pricing that tells what is to come without what lies below it is caught")
  void gapsBelowWhatIsToComeAreCaught() {
    assertCaught(
        DOUBTED,
        new Mutation() {
          @Override
          public boolean leavesGaps() {
            return true;
          }
        });
  }

  private static void assertCaught(Violation violation, Mutation mutation) {
    assertCaught(violation.toString(), mutation);
  }

  /** By what it does wrong, not by something else that the mutation broke. */
  private static void assertCaught(String violation, Mutation mutation) {
    assertThat(
            LongStream.range(0, HISTORIES)
                .mapToObj(seed -> StalenessModel.play(seed, mutation))
                .flatMap(
                    result ->
                        Stream.concat(result.violations().stream(), result.forgotten().stream()))
                .anyMatch(each -> each.contains(violation)))
        .as("some history shows %s", violation)
        .isTrue();
  }
}
