package io.tierline.pricing.rule.jooq;

import static io.tierline.pricing.db.Tables.MARGIN_RULE;
import static io.tierline.pricing.db.Tables.MARGIN_RULE_MARGIN;
import static io.tierline.pricing.db.Tables.PREMIUM_RULE;
import static io.tierline.pricing.db.Tables.RULE_CHANGE;
import static io.tierline.pricing.db.Tables.RULE_SHEET;
import static io.tierline.pricing.db.Tables.TAX_RULE;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.db.tables.records.MarginRuleMarginRecord;
import io.tierline.pricing.db.tables.records.MarginRuleRecord;
import io.tierline.pricing.db.tables.records.PremiumRuleRecord;
import io.tierline.pricing.engine.BulkMargin;
import io.tierline.pricing.engine.Margin;
import io.tierline.pricing.engine.MarginRule;
import io.tierline.pricing.engine.Place;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.SellerRules;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.TaxRule;
import io.tierline.pricing.rule.RuleChange;
import io.tierline.pricing.rule.RuleKey;
import io.tierline.pricing.rule.RuleKind;
import io.tierline.pricing.rule.Rules;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqRules implements Rules {

  private final DSLContext sql;

  JooqRules(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public SellerRules rules(BookKey book, Instant knownAt) {
    return new SellerRules(
        taxes(book.seller(), knownAt).rules(),
        premium(new RuleKey(book.seller(), RuleKind.premium(book.audience())), knownAt).rule());
  }

  @Override
  public long lock(RuleKey key) {
    sql.insertInto(RULE_SHEET)
        .set(RULE_SHEET.SELLER_ID, key.seller().value())
        .set(RULE_SHEET.KIND, key.kind().name())
        .set(RULE_SHEET.VERSION, 0L)
        .onConflictDoNothing()
        .execute();
    return sql.select(RULE_SHEET.VERSION)
        .from(RULE_SHEET)
        .where(isSheet(key))
        .forUpdate()
        .fetchSingle()
        .value1();
  }

  private static Condition isSheet(RuleKey key) {
    return RULE_SHEET.SELLER_ID.eq(key.seller().value()).and(RULE_SHEET.KIND.eq(key.kind().name()));
  }

  private static Condition isChangeOf(RuleKey key) {
    return RULE_CHANGE
        .SELLER_ID
        .eq(key.seller().value())
        .and(RULE_CHANGE.KIND.eq(key.kind().name()));
  }

  private void record(RuleChange change) {
    int raised =
        sql.update(RULE_SHEET)
            .set(RULE_SHEET.VERSION, change.version())
            .where(isSheet(change.key()))
            .and(RULE_SHEET.VERSION.eq(change.version() - 1))
            .execute();
    if (raised != 1) {
      throw new IllegalStateException(
          "%s was not locked at version %d".formatted(change.key(), change.version() - 1));
    }
    sql.insertInto(RULE_CHANGE)
        .set(RULE_CHANGE.SELLER_ID, change.key().seller().value())
        .set(RULE_CHANGE.KIND, change.key().kind().name())
        .set(RULE_CHANGE.VERSION, change.version())
        .set(RULE_CHANGE.RECORDED_AT, change.author().at())
        .set(RULE_CHANGE.RECORDED_BY, change.author().name())
        .set(RULE_CHANGE.REASON, change.author().reason())
        .execute();
  }

  @Override
  public void recordTaxes(RuleChange change, List<TaxRule> taxes) {
    record(change);
    if (taxes.isEmpty()) {
      return;
    }
    sql.insertInto(
            TAX_RULE,
            TAX_RULE.SELLER_ID,
            TAX_RULE.KIND,
            TAX_RULE.VERSION,
            TAX_RULE.POSITION,
            TAX_RULE.NAME,
            TAX_RULE.COUNTRY,
            TAX_RULE.REGION,
            TAX_RULE.PRODUCT_KINDS,
            TAX_RULE.RATE_PERCENT,
            TAX_RULE.BASIS)
        .valuesOfRows(
            IntStream.range(0, taxes.size())
                .mapToObj(
                    position -> {
                      TaxRule tax = taxes.get(position);
                      return row(
                          change.key().seller().value(),
                          change.key().kind().name(),
                          change.version(),
                          (short) position,
                          tax.name(),
                          tax.place().country(),
                          tax.place().region(),
                          tax.kinds().stream().map(Enum::name).sorted().toArray(String[]::new),
                          tax.ratePercent(),
                          tax.basis().name());
                    })
                .toList())
        .execute();
  }

  @Override
  public void recordPremium(RuleChange change, @Nullable MarginRule rule) {
    record(change);
    if (rule == null) {
      return;
    }
    PremiumRuleRecord premium = sql.newRecord(PREMIUM_RULE);
    premium.setSellerId(change.key().seller().value());
    premium.setKind(change.key().kind().name());
    premium.setVersion(change.version());
    switch (rule.margin()) {
      case Margin.OfCost ofCost -> premium.setPercent(ofCost.percent());
      case Margin.Absolute absolute -> {
        premium.setAmount(absolute.perYear().getAmountMinorLong());
        premium.setCurrency(absolute.perYear().getCurrencyUnit().getCode());
      }
    }
    premium.setBeforePoint(rule.rounding().beforePoint());
    premium.setAfterPoint(rule.rounding().afterPoint());
    premium.setBelowCost(rule.rounding().belowCost().name());
    sql.insertInto(PREMIUM_RULE).set(premium).execute();
  }

  @Override
  public void recordMargins(RuleChange change, List<StandingMargin> margins) {
    record(change);
    for (int position = 0; position < margins.size(); position++) {
      add(change, (short) position, margins.get(position));
    }
  }

  private void add(RuleChange change, short position, StandingMargin margin) {
    MarginRuleRecord rule = new MarginRuleRecord();
    rule.setSellerId(change.key().seller().value());
    rule.setKind(change.key().kind().name());
    rule.setVersion(change.version());
    rule.setPosition(position);
    rule.setState(margin.state().name());
    rule.setPatterns(margin.plan().search().patterns().toArray(String[]::new));
    rule.setActions(
        margin.plan().actions().stream().map(Enum::name).sorted().toArray(String[]::new));
    rule.setBeforePoint(margin.plan().rounding().beforePoint());
    rule.setAfterPoint(margin.plan().rounding().afterPoint());
    rule.setBelowCost(margin.plan().rounding().belowCost().name());
    sql.insertInto(MARGIN_RULE).set(rule).execute();
    margin
        .plan()
        .margins()
        .forEach(
            (slab, asked) -> {
              MarginRuleMarginRecord row = new MarginRuleMarginRecord();
              row.setSellerId(change.key().seller().value());
              row.setKind(change.key().kind().name());
              row.setVersion(change.version());
              row.setPosition(position);
              row.setSlab(slab.shortValue());
              switch (asked) {
                case Margin.OfCost ofCost -> row.setPercent(ofCost.percent());
                case Margin.Absolute absolute -> {
                  row.setAmount(absolute.perYear().getAmountMinorLong());
                  row.setCurrency(absolute.perYear().getCurrencyUnit().getCode());
                }
              }
              sql.insertInto(MARGIN_RULE_MARGIN).set(row).execute();
            });
  }

  @Override
  public Margins margins(RuleKey key, Instant knownAt) {
    long version = version(key, knownAt);
    Map<Short, Map<Integer, Margin>> bySlab = new HashMap<>();
    sql.selectFrom(MARGIN_RULE_MARGIN)
        .where(MARGIN_RULE_MARGIN.SELLER_ID.eq(key.seller().value()))
        .and(MARGIN_RULE_MARGIN.KIND.eq(key.kind().name()))
        .and(MARGIN_RULE_MARGIN.VERSION.eq(version))
        .forEach(
            row ->
                bySlab
                    .computeIfAbsent(row.getPosition(), _ -> new HashMap<>())
                    .put(row.getSlab().intValue(), margin(row)));
    return new Margins(
        version,
        sql.selectFrom(MARGIN_RULE)
            .where(MARGIN_RULE.SELLER_ID.eq(key.seller().value()))
            .and(MARGIN_RULE.KIND.eq(key.kind().name()))
            .and(MARGIN_RULE.VERSION.eq(version))
            .orderBy(MARGIN_RULE.POSITION)
            .fetch(row -> read(row, bySlab.getOrDefault(row.getPosition(), Map.of()))));
  }

  private static Margin margin(MarginRuleMarginRecord row) {
    @Nullable Long amount = row.getAmount();
    return amount == null
        ? new Margin.OfCost(row.getPercent().stripTrailingZeros())
        : new Margin.Absolute(Money.ofMinor(CurrencyUnit.of(row.getCurrency()), amount));
  }

  private static StandingMargin read(MarginRuleRecord row, Map<Integer, Margin> margins) {
    return new StandingMargin(
        StandingMargin.State.valueOf(row.getState()),
        new BulkMargin.Plan(
            new ProductSearch("search", List.of(row.getPatterns())),
            Arrays.stream(row.getActions()).map(ProductAction::valueOf).collect(Collectors.toSet()),
            margins,
            new Rounding(
                row.getBeforePoint(),
                row.getAfterPoint(),
                Rounding.BelowCost.valueOf(row.getBelowCost()))));
  }

  @Override
  public Taxes taxes(SellerId seller, Instant knownAt) {
    RuleKey key = new RuleKey(seller, RuleKind.TAXES);
    long version = version(key, knownAt);
    return new Taxes(
        version,
        sql.select(
                TAX_RULE.NAME,
                TAX_RULE.COUNTRY,
                TAX_RULE.REGION,
                TAX_RULE.PRODUCT_KINDS,
                TAX_RULE.RATE_PERCENT,
                TAX_RULE.BASIS)
            .from(TAX_RULE)
            .where(TAX_RULE.SELLER_ID.eq(seller.value()))
            .and(TAX_RULE.VERSION.eq(version))
            .orderBy(TAX_RULE.POSITION)
            .fetch(
                found ->
                    new TaxRule(
                        found.value1(),
                        new Place(found.value2(), found.value3()),
                        Arrays.stream(found.value4())
                            .map(ProductKind::valueOf)
                            .collect(Collectors.toSet()),
                        found.value5().stripTrailingZeros(),
                        TaxRule.Basis.valueOf(found.value6()))));
  }

  @Override
  public Premium premium(RuleKey key, Instant knownAt) {
    long version = version(key, knownAt);
    return new Premium(
        version,
        sql.selectFrom(PREMIUM_RULE)
            .where(PREMIUM_RULE.SELLER_ID.eq(key.seller().value()))
            .and(PREMIUM_RULE.KIND.eq(key.kind().name()))
            .and(PREMIUM_RULE.VERSION.eq(version))
            .fetchOptional(JooqRules::read)
            .orElse(null));
  }

  private static MarginRule read(PremiumRuleRecord found) {
    @Nullable Long amount = found.getAmount();
    return new MarginRule(
        amount == null
            ? new Margin.OfCost(found.getPercent().stripTrailingZeros())
            : new Margin.Absolute(Money.ofMinor(CurrencyUnit.of(found.getCurrency()), amount)),
        new Rounding(
            found.getBeforePoint(),
            found.getAfterPoint(),
            Rounding.BelowCost.valueOf(found.getBelowCost())));
  }

  private long version(RuleKey key, Instant knownAt) {
    @Nullable Long version =
        sql.select(max(RULE_CHANGE.VERSION))
            .from(RULE_CHANGE)
            .where(isChangeOf(key))
            .and(knownAt.equals(LATEST) ? noCondition() : RULE_CHANGE.RECORDED_AT.le(knownAt))
            .fetchSingle()
            .value1();
    return version == null ? 0 : version;
  }

  @Override
  public List<RuleChange> history(RuleKey key, long beforeVersion, int limit) {
    return sql.select(
            RULE_CHANGE.VERSION,
            RULE_CHANGE.RECORDED_BY,
            RULE_CHANGE.RECORDED_AT,
            RULE_CHANGE.REASON)
        .from(RULE_CHANGE)
        .where(isChangeOf(key))
        .and(RULE_CHANGE.VERSION.lt(beforeVersion))
        .orderBy(RULE_CHANGE.VERSION.desc())
        .limit(limit)
        .fetch(
            found ->
                new RuleChange(
                    key,
                    found.value1(),
                    new Author(found.value2(), found.value3(), found.value4())));
  }
}
