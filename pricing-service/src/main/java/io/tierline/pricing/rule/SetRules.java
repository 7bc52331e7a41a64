package io.tierline.pricing.rule;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.engine.BulkMargin;
import io.tierline.pricing.engine.MarginRule;
import io.tierline.pricing.engine.MarginRules;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.ProposedMargin;
import io.tierline.pricing.engine.ProposedStandingMargin;
import io.tierline.pricing.engine.ProposedTax;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.StandingMargins;
import io.tierline.pricing.engine.TaxRule;
import io.tierline.pricing.engine.TaxRules;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * A seller sets what holds for all its sales: its taxes (domain.md PR-17), how premium names are
 * priced (PR-19), and which margins shall be kept when costs change (PR-12). The next quote knows
 * its taxes and premium names; a margin to keep changes no price.
 */
public class SetRules {

  private final Rules rules;
  private final Sellers sellers;
  private final Catalog catalog;
  private final Clock clock;

  public SetRules(Rules rules, Sellers sellers, Catalog catalog, Clock clock) {
    this.rules = rules;
    this.sellers = sellers;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * @param expectedVersion that the seller saw; null when it named none
   */
  public record Save(
      SellerId seller, @Nullable Long expectedVersion, String author, String reason) {}

  public sealed interface Result {

    record Saved(RuleChange change) implements Result {}

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

    record SellerUnknown(SellerId seller) implements Result {}
  }

  /** The whole list, in the order the taxes apply; an empty one: no taxes. */
  @Transactional
  public Result setTaxes(Save save, List<ProposedTax> taxes) {
    return set(
        save,
        RuleKind.TAXES,
        (_, refusals) -> {
          List<TaxRule> checked = TaxRules.check(taxes, refusals::add);
          return Optional.of(change -> rules.recordTaxes(change, checked));
        });
  }

  @Transactional
  public Result setPremium(Save save, Audience audience, ProposedMargin margin, Rounding rounding) {
    return set(
        save,
        RuleKind.premium(audience),
        (currency, refusals) -> {
          MarginRules.rounding("rounding", rounding, currency, refusals::add);
          return MarginRules.margin(margin, currency, refusals::add)
              .map(checked -> new MarginRule(checked, rounding))
              .map(rule -> change -> rules.recordPremium(change, rule));
        });
  }

  /** Premium names are not sold to this audience from now on. */
  @Transactional
  public Result removePremium(Save save, Audience audience) {
    return set(
        save,
        RuleKind.premium(audience),
        (_, _) -> Optional.of(change -> rules.recordPremium(change, null)));
  }

  /** The whole list, the first rule that fits counts; an empty one: nothing is proposed. */
  @Transactional
  public Result setMargins(Save save, Audience audience, List<ProposedStandingMargin> margins) {
    return set(
        save,
        RuleKind.margin(audience),
        (currency, refusals) -> {
          List<ProductTerms> tlds =
              catalog.tlds("", Integer.MAX_VALUE).stream().map(Product::terms).toList();
          List<StandingMargin> checked =
              StandingMargins.check(
                  margins,
                  new BulkMargin.Shelf(audience, currency, List.of(), tlds),
                  refusals::add);
          return Optional.of(change -> rules.recordMargins(change, checked));
        });
  }

  @FunctionalInterface
  private interface Check {
    /** What to record; nothing when it was refused. */
    Optional<Recording> check(CurrencyUnit currency, List<PriceRefusal> refusals);
  }

  @FunctionalInterface
  private interface Recording {
    void record(RuleChange change);
  }

  private Result set(Save save, RuleKind kind, Check check) {
    Seller seller = sellers.find(save.seller()).orElse(null);
    if (seller == null || seller.status() == Seller.Status.REJECTED) {
      return new Result.SellerUnknown(save.seller());
    }
    RuleKey key = new RuleKey(save.seller(), kind);
    long current = rules.lock(key);
    Long expected = save.expectedVersion();
    if (expected == null && current > 0) {
      return new Result.VersionRequired(current);
    }
    if (expected != null && expected != current) {
      return new Result.OtherVersion(current);
    }
    List<PriceRefusal> refusals = new ArrayList<>();
    Optional<Recording> recording = check.check(seller.currency(), refusals);
    if (!refusals.isEmpty() || recording.isEmpty()) {
      return new Result.Refused(refusals);
    }
    RuleChange change =
        new RuleChange(
            key,
            current + 1,
            new Author(
                save.author(), clock.instant().truncatedTo(ChronoUnit.MICROS), save.reason()));
    recording.get().record(change);
    return new Result.Saved(change);
  }
}
