package io.tierline.pricing.premium.jooq;

import static io.tierline.pricing.db.Tables.PREMIUM_NAME_COST;
import static io.tierline.pricing.db.Tables.PREMIUM_NAME_VERSION;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.premium.DomainName;
import io.tierline.pricing.premium.PremiumName;
import io.tierline.pricing.premium.PremiumNames;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.springframework.stereotype.Repository;

@Repository
class JooqPremiumNames implements PremiumNames {

  private static final Condition COST_OF_VERSION =
      PREMIUM_NAME_COST
          .SELLER_ID
          .eq(PREMIUM_NAME_VERSION.SELLER_ID)
          .and(PREMIUM_NAME_COST.NAME.eq(PREMIUM_NAME_VERSION.NAME))
          .and(PREMIUM_NAME_COST.VERSION.eq(PREMIUM_NAME_VERSION.VERSION));

  private static final Field<Map<ProductAction, Money>> COSTS =
      multiset(
              select(
                      PREMIUM_NAME_COST.ACTION,
                      PREMIUM_NAME_COST.PER_YEAR,
                      PREMIUM_NAME_COST.CURRENCY)
                  .from(PREMIUM_NAME_COST)
                  .where(COST_OF_VERSION))
          .convertFrom(
              rows -> {
                Map<ProductAction, Money> costs = new EnumMap<>(ProductAction.class);
                rows.forEach(
                    row ->
                        costs.put(
                            ProductAction.valueOf(row.value1()),
                            Money.ofMinor(CurrencyUnit.of(row.value3()), row.value2())));
                return costs;
              });

  private final DSLContext sql;

  JooqPremiumNames(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public Optional<PremiumName> find(SellerId operator, DomainName name, Instant knownAt) {
    return sql.select(PREMIUM_NAME_VERSION.NAME, PREMIUM_NAME_VERSION.VERSION, COSTS)
        .from(PREMIUM_NAME_VERSION)
        .where(PREMIUM_NAME_VERSION.SELLER_ID.eq(operator.value()))
        .and(PREMIUM_NAME_VERSION.NAME.eq(name.ascii()))
        .and(knownAt.equals(LATEST) ? noCondition() : PREMIUM_NAME_VERSION.RECORDED_AT.le(knownAt))
        .orderBy(PREMIUM_NAME_VERSION.VERSION.desc())
        .limit(1)
        .fetchOptional(JooqPremiumNames::read);
  }

  @Override
  public List<PremiumName> page(SellerId operator, String after, int limit) {
    var newer = PREMIUM_NAME_VERSION.as("newer");
    return sql.select(PREMIUM_NAME_VERSION.NAME, PREMIUM_NAME_VERSION.VERSION, COSTS)
        .from(PREMIUM_NAME_VERSION)
        .where(PREMIUM_NAME_VERSION.SELLER_ID.eq(operator.value()))
        .and(PREMIUM_NAME_VERSION.NAME.gt(after))
        .and(
            PREMIUM_NAME_VERSION.VERSION.eq(
                field(
                    select(max(newer.VERSION))
                        .from(newer)
                        .where(newer.SELLER_ID.eq(PREMIUM_NAME_VERSION.SELLER_ID))
                        .and(newer.NAME.eq(PREMIUM_NAME_VERSION.NAME)))))
        .and(exists(selectOne().from(PREMIUM_NAME_COST).where(COST_OF_VERSION)))
        .orderBy(PREMIUM_NAME_VERSION.NAME)
        .limit(limit)
        .fetch(JooqPremiumNames::read);
  }

  private static PremiumName read(Record3<String, Long, Map<ProductAction, Money>> row) {
    return new PremiumName(new DomainName(row.value1()), row.value2(), row.value3());
  }

  @Override
  public boolean record(SellerId operator, PremiumName name, Author author) {
    int added =
        sql.insertInto(PREMIUM_NAME_VERSION)
            .set(PREMIUM_NAME_VERSION.SELLER_ID, operator.value())
            .set(PREMIUM_NAME_VERSION.NAME, name.name().ascii())
            .set(PREMIUM_NAME_VERSION.VERSION, name.version())
            .set(PREMIUM_NAME_VERSION.PRODUCT, name.name().product())
            .set(PREMIUM_NAME_VERSION.RECORDED_AT, author.at())
            .set(PREMIUM_NAME_VERSION.RECORDED_BY, author.name())
            .set(PREMIUM_NAME_VERSION.REASON, author.reason())
            .onConflictDoNothing()
            .execute();
    if (added == 0) {
      return false;
    }
    name.costs()
        .forEach(
            (action, cost) ->
                sql.insertInto(PREMIUM_NAME_COST)
                    .set(PREMIUM_NAME_COST.SELLER_ID, operator.value())
                    .set(PREMIUM_NAME_COST.NAME, name.name().ascii())
                    .set(PREMIUM_NAME_COST.VERSION, name.version())
                    .set(PREMIUM_NAME_COST.ACTION, action.name())
                    .set(PREMIUM_NAME_COST.PER_YEAR, cost.getAmountMinorLong())
                    .set(PREMIUM_NAME_COST.CURRENCY, cost.getCurrencyUnit().getCode())
                    .execute());
    return true;
  }
}
