package io.tierline.pricing.margin;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.contracts.pricing.MarginEvent.MarginAlertRaised;
import io.tierline.contracts.pricing.MarginEvent.MarginRulesApplied;
import io.tierline.contracts.pricing.MarginEvent.NotProposed;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.cost.PastCosts;
import io.tierline.pricing.engine.Pr12MarginWatch.CostChange;
import io.tierline.pricing.margin.ApplyMarginRules.Applied;
import io.tierline.pricing.margin.CostChanges.Due;
import io.tierline.pricing.margin.CostChanges.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/**
 * After changes of a seller's costs, raises one alert with the selling prices that are now at or
 * below cost, and then applies its standing margin rules; never sets a price (domain.md PR-12).
 * Each of the two steps is one transaction with the queue: whoever is killed in between leaves the
 * rest to the next instance, and repeats nothing. A look is counted before it begins, so that one
 * that takes its process along is not repeated for ever either.
 */
public class WatchMargins {

  /** Prices that the message on the bus names; it says how many there are. */
  static final int PRICES_TOLD_MAX = 100;

  /** Prices that an alert keeps to be looked at. */
  static final int PRICES_KEPT_MAX = 20_000;

  /** Products a message names that rules could not be applied to. */
  static final int NOT_PROPOSED_TOLD_MAX = 50;

  /**
   * Looks at one seller at each step that may fail; with the waits between them that takes two
   * hours.
   */
  static final int ATTEMPTS_MAX = 8;

  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);

  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  /** Sellers looked at in one go. */
  private static final int SELLERS_MAX = 100;

  private final CostChanges queue;
  private final Looking looking;
  private final Telling telling;
  private final Pace pace;

  public WatchMargins(CostChanges queue, Looking looking, Telling telling, Pace pace) {
    this.queue = queue;
    this.looking = looking;
    this.telling = telling;
    this.pace = pace;
  }

  /** What is looked at, and what is made of it. */
  public record Looking(
      PlanPrices planPrices, PricesAtOrBelowCost prices, ApplyMarginRules marginRules) {}

  /** Where alerts go. */
  public record Telling(MarginAlerts alerts, MarginEvents events) {}

  /**
   * @param quiet how long no cost may have changed before a seller's changes are looked at
   * @param waitMax after which they are looked at all the same
   */
  public record Pace(Clock clock, Duration quiet, Duration waitMax) {

    private Instant now() {
      return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** Sellers that are due, the longest waiting first. */
  @Transactional(readOnly = true)
  public List<SellerId> waiting(Step step) {
    Instant now = pace.now();
    return queue.waiting(
        step,
        new Due(now, now.minus(pace.quiet()), now.minus(pace.waitMax()), ATTEMPTS_MAX),
        SELLERS_MAX);
  }

  /**
   * Counts a look: should it fail it is repeated later and later, and others go first.
   *
   * @return whether there are changes that no other instance looks at
   */
  @Transactional
  public boolean begin(Step step, SellerId seller) {
    Instant now = pace.now();
    List<CostChanged> changes = queue.lock(step, seller, now);
    if (changes.isEmpty()) {
      return false;
    }
    int attempts = changes.stream().mapToInt(CostChanged::attempts).max().orElse(0) + 1;
    queue.postpone(changes, attempts, now.plus(waitAfter(attempts)));
    return true;
  }

  /** Looks at all changes of a seller's costs at once, after it has begun. */
  @Transactional
  public void look(Step step, SellerId seller, PastCosts costs) {
    Instant now = pace.now();
    List<CostChanged> changes = queue.lockBegun(step, seller, now);
    if (changes.isEmpty()) {
      return;
    }
    Map<Audience, Present> books = new EnumMap<>(Audience.class);
    for (Audience audience : Audience.values()) {
      looking
          .planPrices()
          .lockExisting(new BookKey(seller, audience))
          .ifPresent(book -> books.put(audience, book));
    }
    if (books.isEmpty()) {
      queue.done(changes);
      return;
    }
    CostChange change =
        new CostChange(
            costs.of(seller, changes.getFirst().at().minus(1, ChronoUnit.MICROS)),
            costs.of(seller, changes.getLast().at()));
    switch (step) {
      case ALERT -> {
        raise(changes, looking.prices().after(seller, books, change), now);
        queue.alerted(changes);
      }
      case RULES -> {
        books.forEach(
            (audience, book) -> {
              BookKey key = new BookKey(seller, audience);
              looking
                  .marginRules()
                  .to(key, book, change)
                  .ifPresent(applied -> tell(key, applied, changes.getLast().at(), now));
            });
        queue.done(changes);
      }
    }
  }

  static Duration waitAfter(int attempts) {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(attempts - 1, 10));
    return wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait;
  }

  private void raise(List<CostChanged> changes, List<PriceAtOrBelowCost> found, Instant now) {
    if (found.isEmpty()) {
      return;
    }
    List<Cause> causes = changes.stream().map(CostChanged::cause).distinct().sorted().toList();
    CostChanged last = changes.getLast();
    long id =
        telling
            .alerts()
            .add(
                new MarginAlert(0, last.seller(), causes, found.size(), last.at(), now),
                first(found, PRICES_KEPT_MAX));
    telling
        .events()
        .append(
            new MarginAlertRaised(
                last.seller(),
                Long.toString(id),
                causes,
                first(found, PRICES_TOLD_MAX),
                found.size(),
                last.at(),
                now));
  }

  private void tell(BookKey book, Applied applied, Instant changedAt, Instant now) {
    List<NotProposed> notProposed = applied.notProposed();
    Long draft = applied.draftId();
    telling
        .events()
        .append(
            new MarginRulesApplied(
                book.seller(),
                book.audience(),
                draft == null ? null : Long.toString(draft),
                applied.productsTotal(),
                first(notProposed, NOT_PROPOSED_TOLD_MAX),
                notProposed.size(),
                changedAt,
                now));
  }

  private static <T> List<T> first(List<T> all, int max) {
    return new ArrayList<>(all.subList(0, Math.min(all.size(), max)));
  }
}
