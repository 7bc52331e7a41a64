package io.tierline.pricing.book;

import static io.tierline.pricing.Shop.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.pricing.Shop;
import io.tierline.pricing.engine.DatedPrices;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the model of storefronts takes for granted of pricing ({@code StalenessModelTest} there): of
 * many random plans, made and changed in any order, the bus carries what a compacted topic needs.
 */
class GeneratedPlansTest {

  private static final int PLANS = 50;
  private static final int STEPS = 30;
  private static final Duration LOOK_EVERY = Duration.ofMinutes(10);
  private static final BookKey BOOK = new BookKey(P, Audience.CUSTOMER);
  private static final List<String> PRODUCTS = List.of("com", "net", "org");

  @Test
  @DisplayName(
      "PR-16 PR-20: versions rise on the bus, in time, and none to come is there without those below")
  void theBusCarriesWhatStorefrontsNeed() {
    long saved = LongStream.range(0, PLANS).map(seed -> new Plan(seed).play()).sum();
    assertThat(saved).as("changes that were not refused").isGreaterThan(PLANS * STEPS / 2L);
  }

  private static final class Plan {

    private final Random random;
    private final Shop shop = new Shop();
    private final Map<String, PriceListEvent> newest = new HashMap<>();
    private final Set<String> onTheBus = new HashSet<>();
    private int read;

    Plan(long seed) {
      random = new Random(seed);
      shop.customersOf(P).renewal("com", "15").renewal("net", "15").renewal("org", "15").saved();
      readBus();
    }

    /** Returns how many changes were saved. */
    int play() {
      int saved = 0;
      for (int step = 0; step < STEPS; step++) {
        saved += save() instanceof SetPrices.Result.Saved ? 1 : 0;
        readBus();
        int looks = random.nextInt(12);
        for (int look = 0; look < looks; look++) {
          shop.clock.advance(LOOK_EVERY);
          assertThat(shop.publishDueChanges.late()).as("was in time").isEmpty();
          boolean more = true;
          while (more) {
            more = shop.publishDueChanges.publishOneBook();
          }
          readBus();
        }
      }
      return saved;
    }

    private SetPrices.Result save() {
      shop.clock.advance(Duration.ofSeconds(1));
      Shop.Change change = shop.customersOf(P);
      PRODUCTS.stream()
          .filter(_ -> random.nextBoolean())
          .forEach(product -> setOrWithdraw(change, product));
      switch (random.nextInt(4)) {
        case 0 -> {}
        case 1 -> change.from(inMinutes(60));
        default -> change.from(inMinutes(60 * 24));
      }
      return change.save();
    }

    private void setOrWithdraw(Shop.Change change, String product) {
      if (random.nextInt(10) == 0) {
        change.withdraw(product);
      } else {
        change.renewal(product, Integer.toString(1 + random.nextInt(99)));
      }
    }

    private Instant inMinutes(int max) {
      return shop.clock.instant().plus(Duration.ofMinutes(random.nextInt(max)));
    }

    private void readBus() {
      List<PriceListEvent> told = shop.told.subList(read, shop.told.size());
      read = shop.told.size();
      told.forEach(this::tell);
      told.forEach(
          event ->
              assertThat(told)
                  .filteredOn(other -> other.changeSet().id().equals(event.changeSet().id()))
                  .hasSize(event.changeSet().size()));
      PRODUCTS.forEach(this::compareWithBook);
    }

    private void tell(PriceListEvent event) {
      PriceListEvent before = newest.put(event.product(), event);
      long version = before == null ? 0 : before.version();
      assertThat(event.version()).as("rises: %s", event).isGreaterThan(version);
      if (event.effectiveFrom().isAfter(shop.clock.instant())) {
        assertThat(event.version()).as("has no gap below: %s", event).isEqualTo(version + 1);
      }
      onTheBus.add(event.product() + " " + event.version());
    }

    private void compareWithBook(String product) {
      Instant now = shop.clock.instant();
      DatedPrices wanted =
          shop.books.content(BOOK, now).orElseThrow().inForceAt(product, now).orElseThrow();
      assertThat(onTheBus).contains(product + " " + wanted.version());
      assertThat(Objects.requireNonNull(newest.get(product)).effectiveFrom())
          .as("is not there long before it starts")
          .isBeforeOrEqualTo(now.plus(shop.schedule.publishAhead()));
    }
  }
}
