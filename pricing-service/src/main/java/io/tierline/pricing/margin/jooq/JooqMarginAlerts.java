package io.tierline.pricing.margin.jooq;

import static io.tierline.pricing.db.Tables.MARGIN_ALERT;
import static io.tierline.pricing.db.Tables.MARGIN_ALERT_PRICE;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.contracts.pricing.MarginEvent.PriceKind;
import io.tierline.pricing.db.tables.records.MarginAlertPriceRecord;
import io.tierline.pricing.margin.MarginAlert;
import io.tierline.pricing.margin.MarginAlerts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqMarginAlerts implements MarginAlerts {

  /** A statement takes 65,535 parameters. */
  private static final int ROWS_PER_STATEMENT = 2_000;

  private final DSLContext sql;

  JooqMarginAlerts(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public long add(MarginAlert alert, List<PriceAtOrBelowCost> prices) {
    long id =
        sql.insertInto(MARGIN_ALERT)
            .set(MARGIN_ALERT.SELLER_ID, alert.seller().value())
            .set(
                MARGIN_ALERT.CAUSES,
                alert.causes().stream().map(Cause::name).toArray(String[]::new))
            .set(MARGIN_ALERT.CHANGED_AT, alert.changedAt())
            .set(MARGIN_ALERT.RAISED_AT, alert.raisedAt())
            .set(MARGIN_ALERT.PRICES_TOTAL, alert.pricesTotal())
            .returningResult(MARGIN_ALERT.ALERT_ID)
            .fetchSingle()
            .value1();
    AlertKey key = new AlertKey(alert.seller(), id);
    for (int from = 0; from < prices.size(); from += ROWS_PER_STATEMENT) {
      add(key, prices, from);
    }
    return id;
  }

  private void add(AlertKey alert, List<PriceAtOrBelowCost> prices, int from) {
    sql.insertInto(
            MARGIN_ALERT_PRICE,
            MARGIN_ALERT_PRICE.ALERT_ID,
            MARGIN_ALERT_PRICE.SELLER_ID,
            MARGIN_ALERT_PRICE.POSITION,
            MARGIN_ALERT_PRICE.AUDIENCE,
            MARGIN_ALERT_PRICE.PRODUCT,
            MARGIN_ALERT_PRICE.ACTION,
            MARGIN_ALERT_PRICE.KIND,
            MARGIN_ALERT_PRICE.SLAB,
            MARGIN_ALERT_PRICE.YEARS,
            MARGIN_ALERT_PRICE.NAME,
            MARGIN_ALERT_PRICE.PER_YEAR,
            MARGIN_ALERT_PRICE.COST,
            MARGIN_ALERT_PRICE.MARGIN_BEFORE,
            MARGIN_ALERT_PRICE.CURRENCY)
        .valuesOfRows(
            IntStream.range(from, Math.min(from + ROWS_PER_STATEMENT, prices.size()))
                .mapToObj(
                    position -> {
                      PriceAtOrBelowCost price = prices.get(position);
                      return row(
                          alert.id(),
                          alert.seller().value(),
                          position,
                          price.audience().name(),
                          price.product(),
                          price.action().name(),
                          price.kind().name(),
                          (short) price.slab(),
                          (short) price.years(),
                          price.name(),
                          price.perYear().getAmountMinorLong(),
                          price.cost().getAmountMinorLong(),
                          minorUnits(price.marginBefore()),
                          price.perYear().getCurrencyUnit().getCode());
                    })
                .toList())
        .execute();
  }

  private static @Nullable Long minorUnits(@Nullable Money amount) {
    return amount == null ? null : Long.valueOf(amount.getAmountMinorLong());
  }

  @Override
  public List<MarginAlert> page(SellerId seller, OptionalLong before, int limit) {
    return sql.selectFrom(MARGIN_ALERT)
        .where(MARGIN_ALERT.SELLER_ID.eq(seller.value()))
        .and(before.isPresent() ? MARGIN_ALERT.ALERT_ID.lt(before.getAsLong()) : noCondition())
        .orderBy(MARGIN_ALERT.ALERT_ID.desc())
        .limit(limit)
        .fetch(
            row ->
                new MarginAlert(
                    row.getAlertId(),
                    seller,
                    Arrays.stream(row.getCauses()).map(Cause::valueOf).toList(),
                    row.getPricesTotal(),
                    row.getChangedAt(),
                    row.getRaisedAt()));
  }

  @Override
  public Optional<List<PriceAtOrBelowCost>> prices(AlertKey alert, long from, int limit) {
    boolean known =
        sql.fetchExists(
            MARGIN_ALERT,
            MARGIN_ALERT
                .ALERT_ID
                .eq(alert.id())
                .and(MARGIN_ALERT.SELLER_ID.eq(alert.seller().value())));
    return known
        ? Optional.of(
            sql.selectFrom(MARGIN_ALERT_PRICE)
                .where(MARGIN_ALERT_PRICE.ALERT_ID.eq(alert.id()))
                .and(MARGIN_ALERT_PRICE.POSITION.ge((int) Math.min(from, Integer.MAX_VALUE)))
                .orderBy(MARGIN_ALERT_PRICE.POSITION)
                .limit(limit)
                .fetch(JooqMarginAlerts::price))
        : Optional.empty();
  }

  private static PriceAtOrBelowCost price(MarginAlertPriceRecord row) {
    CurrencyUnit currency = CurrencyUnit.of(row.getCurrency());
    Money perYear = Money.ofMinor(currency, row.getPerYear());
    Money cost = Money.ofMinor(currency, row.getCost());
    @Nullable Long before = row.getMarginBefore();
    return new PriceAtOrBelowCost(
        Audience.valueOf(row.getAudience()),
        row.getProduct(),
        ProductAction.valueOf(row.getAction()),
        PriceKind.valueOf(row.getKind()),
        row.getSlab(),
        row.getYears(),
        row.getName(),
        perYear,
        cost,
        before == null ? null : Money.ofMinor(currency, before),
        perYear.minus(cost));
  }

  @Override
  public int forget(Instant raisedBefore, int limit) {
    return sql.deleteFrom(MARGIN_ALERT)
        .where(
            MARGIN_ALERT.ALERT_ID.in(
                select(MARGIN_ALERT.ALERT_ID)
                    .from(MARGIN_ALERT)
                    .where(MARGIN_ALERT.RAISED_AT.lt(raisedBefore))
                    .orderBy(MARGIN_ALERT.RAISED_AT)
                    .limit(limit)))
        .execute();
  }
}
