package io.tierline.pricing.rates;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRate;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProposedRate;
import io.tierline.pricing.engine.RateRules;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * An operator says what one currency is worth in another, with the day and the source (domain.md
 * PR-18). Every rate is kept; no selling price follows by itself (PR-12).
 */
public class SetRate {

  static final int PAST_DAYS_MAX = 3_660;

  private final Rates rates;
  private final Sellers sellers;
  private final Clock clock;

  public SetRate(Rates rates, Sellers sellers, Clock clock) {
    this.rates = rates;
    this.sellers = sellers;
    this.clock = clock;
  }

  /**
   * @param expectedVersion of the pair that the operator saw; null when it named none
   */
  public record Command(
      SellerId operator, @Nullable Long expectedVersion, ProposedRate rate, String author) {}

  public sealed interface Result {

    record Saved(RecordedRate rate) implements Result {}

    record Refused(List<PriceRefusal> refusals) implements Result {
      public Refused {
        refusals = List.copyOf(refusals);
      }
    }

    /**
     * @param current the version there is
     */
    record OtherVersion(long current) implements Result {}

    record VersionRequired(long current) implements Result {}

    /** Pricing has not heard of it, or it is a partner: rates are its operator's. */
    record NoOperator(SellerId seller) implements Result {}
  }

  @Transactional
  public Result set(Command command) {
    Optional<Seller> operator =
        sellers.find(command.operator()).filter(seller -> seller.parent() == null);
    if (operator.isEmpty()) {
      return new Result.NoOperator(command.operator());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<PriceRefusal> refusals = new ArrayList<>();
    Optional<ExchangeRate> checked = checked(command, now, refusals);
    if (checked.isEmpty()) {
      return new Result.Refused(refusals);
    }
    ExchangeRate rate = checked.get();
    long current = rates.version(command.operator(), new CurrencyPair(rate.from(), rate.to()));
    Long expected = command.expectedVersion();
    if (expected == null && current > 0) {
      return new Result.VersionRequired(current);
    }
    if (expected != null && expected != current) {
      return new Result.OtherVersion(current);
    }
    RecordedRate recorded = new RecordedRate(rate, current + 1, now, command.author());
    return rates.record(command.operator(), recorded)
        ? new Result.Saved(recorded)
        : new Result.OtherVersion(recorded.version());
  }

  private static Optional<ExchangeRate> checked(
      Command command, Instant now, List<PriceRefusal> refusals) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (command.rate().day().isBefore(today.minusDays(PAST_DAYS_MAX))) {
      refusals.add(
          new PriceRefusal(
              "rate.day",
              "rate-day-too-old",
              "PR-18",
              "A rate can be recorded for the last %d days.".formatted(PAST_DAYS_MAX)));
    }
    Optional<ExchangeRate> checked = RateRules.check(command.rate(), today, refusals::add);
    return refusals.isEmpty() ? checked : Optional.empty();
  }
}
