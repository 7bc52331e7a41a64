package io.tierline.pricing.rates.jooq;

import static io.tierline.pricing.db.Tables.EXCHANGE_RATE;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRate;
import io.tierline.pricing.rates.CurrencyPair;
import io.tierline.pricing.rates.Rates;
import io.tierline.pricing.rates.RecordedRate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqRates implements Rates {

  private final DSLContext sql;

  JooqRates(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public List<ExchangeRate> newest(SellerId seller, Instant at) {
    return sql.select(
            EXCHANGE_RATE.FROM_CURRENCY,
            EXCHANGE_RATE.TO_CURRENCY,
            EXCHANGE_RATE.RATE,
            EXCHANGE_RATE.DAY,
            EXCHANGE_RATE.SOURCE)
        .distinctOn(EXCHANGE_RATE.FROM_CURRENCY, EXCHANGE_RATE.TO_CURRENCY)
        .from(EXCHANGE_RATE)
        .where(isOfOperatorOf(seller))
        .and(EXCHANGE_RATE.DAY.le(LocalDate.ofInstant(at, ZoneOffset.UTC)))
        .and(EXCHANGE_RATE.RECORDED_AT.le(at))
        .orderBy(
            EXCHANGE_RATE.FROM_CURRENCY,
            EXCHANGE_RATE.TO_CURRENCY,
            EXCHANGE_RATE.DAY.desc(),
            EXCHANGE_RATE.VERSION.desc())
        .fetch(
            row ->
                new ExchangeRate(
                    CurrencyUnit.of(row.value1()),
                    CurrencyUnit.of(row.value2()),
                    row.value3().stripTrailingZeros(),
                    row.value4(),
                    row.value5()));
  }

  private static Condition isOfOperatorOf(SellerId seller) {
    return EXCHANGE_RATE.SELLER_ID.eq(
        function("operator_of", SQLDataType.BIGINT, val(seller.value())));
  }

  private static Condition isOfPair(CurrencyPair pair) {
    return EXCHANGE_RATE
        .FROM_CURRENCY
        .eq(pair.from().getCode())
        .and(EXCHANGE_RATE.TO_CURRENCY.eq(pair.to().getCode()));
  }

  @Override
  public long version(SellerId operator, CurrencyPair pair) {
    @Nullable Long version =
        sql.select(max(EXCHANGE_RATE.VERSION))
            .from(EXCHANGE_RATE)
            .where(EXCHANGE_RATE.SELLER_ID.eq(operator.value()))
            .and(isOfPair(pair))
            .fetchSingle()
            .value1();
    return version == null ? 0 : version;
  }

  @Override
  public boolean record(SellerId operator, RecordedRate recorded) {
    ExchangeRate rate = recorded.rate();
    return sql.insertInto(EXCHANGE_RATE)
            .set(EXCHANGE_RATE.SELLER_ID, operator.value())
            .set(EXCHANGE_RATE.FROM_CURRENCY, rate.from().getCode())
            .set(EXCHANGE_RATE.TO_CURRENCY, rate.to().getCode())
            .set(EXCHANGE_RATE.VERSION, recorded.version())
            .set(EXCHANGE_RATE.RATE, rate.rate())
            .set(EXCHANGE_RATE.DAY, rate.day())
            .set(EXCHANGE_RATE.SOURCE, rate.source())
            .set(EXCHANGE_RATE.RECORDED_AT, recorded.recordedAt())
            .set(EXCHANGE_RATE.RECORDED_BY, recorded.recordedBy())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  @Override
  public List<RecordedRate> history(
      SellerId seller, CurrencyPair pair, long beforeVersion, int limit) {
    return sql.select(
            EXCHANGE_RATE.RATE,
            EXCHANGE_RATE.DAY,
            EXCHANGE_RATE.SOURCE,
            EXCHANGE_RATE.VERSION,
            EXCHANGE_RATE.RECORDED_AT,
            EXCHANGE_RATE.RECORDED_BY)
        .from(EXCHANGE_RATE)
        .where(isOfOperatorOf(seller))
        .and(isOfPair(pair))
        .and(EXCHANGE_RATE.VERSION.lt(beforeVersion))
        .orderBy(EXCHANGE_RATE.VERSION.desc())
        .limit(limit)
        .fetch(
            row ->
                new RecordedRate(
                    new ExchangeRate(
                        pair.from(),
                        pair.to(),
                        row.value1().stripTrailingZeros(),
                        row.value2(),
                        row.value3()),
                    row.value4(),
                    row.value5(),
                    row.value6()));
  }
}
