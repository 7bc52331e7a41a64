package io.tierline.pricing.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.RulesOfSellers;
import io.tierline.pricing.engine.BulkMargin;
import io.tierline.pricing.engine.Margin;
import io.tierline.pricing.engine.MarginRule;
import io.tierline.pricing.engine.Place;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.Rounding.BelowCost;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.StandingMargin.State;
import io.tierline.pricing.engine.TaxRule;
import io.tierline.pricing.engine.TaxRule.Basis;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of sellers' rules does. */
public interface RulesBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");
  TaxRule GST =
      new TaxRule(
          "GST",
          new Place("CA", null),
          Set.of(ProductKind.TLD, ProductKind.PRIVACY),
          new BigDecimal("5"),
          Basis.SIMPLE);
  TaxRule QST =
      new TaxRule(
          "QST",
          new Place("CA", "QC"),
          Set.of(ProductKind.TLD),
          new BigDecimal("9.975"),
          Basis.COMPOUND);

  Rules rules();

  <T> T as(SellerId seller, Supplier<T> work);

  SellerId freshSeller();

  @Test
  @DisplayName("PR-17 PR-20 taxes are read in their order, as of any moment")
  default void taxesAreReadAsOfAnyMoment() {
    SellerId seller = freshSeller();
    RuleKey key = new RuleKey(seller, RuleKind.TAXES);
    assertThat(taxes(seller, RulesOfSellers.LATEST)).isEqualTo(new Rules.Taxes(0, List.of()));
    taxes(change(key, 1), List.of(GST, QST));
    taxes(change(key, 2), List.of());

    assertThat(taxes(seller, NOW.plusSeconds(1))).isEqualTo(new Rules.Taxes(1, List.of(GST, QST)));
    assertThat(taxes(seller, RulesOfSellers.LATEST)).isEqualTo(new Rules.Taxes(2, List.of()));
    assertThat(taxes(seller, NOW).version()).isZero();
  }

  @Test
  @DisplayName("PR-19 PR-20 the margin on premium names is kept by audience, and taken away")
  default void premiumIsKeptByAudience() {
    SellerId seller = freshSeller();
    RuleKey customers = new RuleKey(seller, RuleKind.premium(Audience.CUSTOMER));
    RuleKey subResellers = new RuleKey(seller, RuleKind.premium(Audience.SUB_RESELLER));
    MarginRule rule =
        new MarginRule(
            new Margin.Absolute(Money.parse("USD 12.50")),
            new Rounding("9", "99", BelowCost.ALLOWED));
    as(
        seller,
        () -> {
          lockAnd(customers, () -> rules().recordPremium(change(customers, 1), rule));
          return seller;
        });

    assertThat(as(seller, () -> rules().premium(customers, RulesOfSellers.LATEST)))
        .isEqualTo(new Rules.Premium(1, rule));
    assertThat(as(seller, () -> rules().premium(subResellers, RulesOfSellers.LATEST)))
        .isEqualTo(new Rules.Premium(0, null));
    assertThat(
            as(
                    seller,
                    () ->
                        rules()
                            .rules(new BookKey(seller, Audience.CUSTOMER), RulesOfSellers.LATEST))
                .premium())
        .isEqualTo(rule);

    as(
        seller,
        () -> {
          lockAnd(customers, () -> rules().recordPremium(change(customers, 2), null));
          return seller;
        });
    assertThat(as(seller, () -> rules().premium(customers, RulesOfSellers.LATEST)))
        .isEqualTo(new Rules.Premium(2, null));
    assertThat(as(seller, () -> rules().premium(customers, NOW.plusSeconds(1))).rule())
        .isEqualTo(rule);
  }

  @Test
  @DisplayName("PR-12 PR-20 standing margin rules are read in their order, as of any moment")
  default void marginsAreReadAsOfAnyMoment() {
    SellerId seller = freshSeller();
    RuleKey key = new RuleKey(seller, RuleKind.margin(Audience.SUB_RESELLER));
    StandingMargin renewals =
        new StandingMargin(
            State.ON,
            new BulkMargin.Plan(
                new ProductSearch("search", List.of("com", "*.uk", "みんな")),
                Set.of(ProductAction.RENEW, ProductAction.TRANSFER),
                Map.of(
                    0,
                    new Margin.OfCost(new BigDecimal("20.5")),
                    7,
                    new Margin.Absolute(Money.parse("USD 1.25"))),
                new Rounding(null, "99", BelowCost.NEXT_ONE_UP)));
    StandingMargin off =
        new StandingMargin(
            State.OFF,
            new BulkMargin.Plan(
                new ProductSearch("search", List.of("*")),
                Set.of(ProductAction.RESTORE),
                Map.of(0, new Margin.OfCost(new BigDecimal("-5"))),
                Rounding.none()));
    margins(change(key, 1), List.of(renewals, off));
    margins(change(key, 2), List.of(off));

    assertThat(as(seller, () -> rules().margins(key, NOW.plusSeconds(1))))
        .isEqualTo(new Rules.Margins(1, List.of(renewals, off)));
    assertThat(as(seller, () -> rules().margins(key, RulesOfSellers.LATEST)))
        .isEqualTo(new Rules.Margins(2, List.of(off)));
    RuleKey customers = new RuleKey(seller, RuleKind.margin(Audience.CUSTOMER));
    assertThat(as(seller, () -> rules().margins(customers, RulesOfSellers.LATEST)))
        .isEqualTo(new Rules.Margins(0, List.of()));
  }

  @Test
  @DisplayName("PR-20 every change of rules has its history, and none is recorded twice")
  default void everyChangeHasItsHistory() {
    SellerId seller = freshSeller();
    RuleKey key = new RuleKey(seller, RuleKind.TAXES);
    taxes(change(key, 1), List.of(GST));
    taxes(change(key, 2), List.of(QST));

    assertThat(as(seller, () -> rules().lock(key))).isEqualTo(2);
    assertThat(as(seller, () -> rules().history(key, Long.MAX_VALUE, 10)))
        .containsExactly(change(key, 2), change(key, 1));
    assertThat(as(seller, () -> rules().history(key, 2, 10))).containsExactly(change(key, 1));
    assertThatThrownBy(() -> taxes(change(key, 2), List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  private Rules.Taxes taxes(SellerId seller, Instant knownAt) {
    return as(seller, () -> rules().taxes(seller, knownAt));
  }

  private void taxes(RuleChange change, List<TaxRule> taxes) {
    as(
        change.key().seller(),
        () -> {
          lockAnd(change.key(), () -> rules().recordTaxes(change, taxes));
          return taxes;
        });
  }

  private void margins(RuleChange change, List<StandingMargin> margins) {
    as(
        change.key().seller(),
        () -> {
          lockAnd(change.key(), () -> rules().recordMargins(change, margins));
          return margins;
        });
  }

  private void lockAnd(RuleKey key, Runnable work) {
    rules().lock(key);
    work.run();
  }

  /** Recorded so many seconds after {@link #NOW}. */
  private static RuleChange change(RuleKey key, long version) {
    return new RuleChange(
        key, version, new Author("client-1", NOW.plusSeconds(version), "because"));
  }
}
