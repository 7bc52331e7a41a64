package io.tierline.pricing.catalog.jooq;

import static io.tierline.pricing.db.Tables.CATALOG_COST;
import static io.tierline.pricing.db.Tables.REGISTRY_COST;
import static io.tierline.pricing.db.Tables.REGISTRY_COST_VERSION;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.CostSheet;
import io.tierline.pricing.catalog.RegistryCosts;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqRegistryCosts implements RegistryCosts {

  private final DSLContext sql;

  JooqRegistryCosts(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public CostSheet latest(SellerId operator, String product) {
    return sheet(operator, product, noCondition());
  }

  @Override
  public CostSheet asKnownAt(SellerId operator, String product, Instant at) {
    return sheet(operator, product, REGISTRY_COST_VERSION.RECORDED_AT.le(at));
  }

  /**
   * @param known which versions count
   */
  private CostSheet sheet(SellerId operator, String product, Condition known) {
    @Nullable Long version =
        sql.select(max(REGISTRY_COST_VERSION.VERSION))
            .from(REGISTRY_COST_VERSION)
            .where(REGISTRY_COST_VERSION.SELLER_ID.eq(operator.value()))
            .and(REGISTRY_COST_VERSION.PRODUCT.eq(product))
            .and(known)
            .fetchSingle()
            .value1();
    if (version == null) {
      return new CostSheet(
          product,
          0,
          read(
              sql.select(CATALOG_COST.ACTION, CATALOG_COST.PER_YEAR, CATALOG_COST.CURRENCY)
                  .from(CATALOG_COST)
                  .where(CATALOG_COST.PRODUCT.eq(product))
                  .fetch()));
    }
    return new CostSheet(
        product,
        version,
        read(
            sql.select(REGISTRY_COST.ACTION, REGISTRY_COST.PER_YEAR, REGISTRY_COST.CURRENCY)
                .from(REGISTRY_COST)
                .where(REGISTRY_COST.SELLER_ID.eq(operator.value()))
                .and(REGISTRY_COST.PRODUCT.eq(product))
                .and(REGISTRY_COST.VERSION.eq(version))
                .fetch()));
  }

  private static Map<ProductAction, Money> read(Result<Record3<String, Long, String>> rows) {
    Map<ProductAction, Money> costs = new EnumMap<>(ProductAction.class);
    rows.forEach(
        row ->
            costs.put(
                ProductAction.valueOf(row.value1()),
                Money.ofMinor(CurrencyUnit.of(row.value3()), row.value2())));
    return costs;
  }

  @Override
  public boolean record(SellerId operator, CostSheet sheet, Author author) {
    int added =
        sql.insertInto(REGISTRY_COST_VERSION)
            .set(REGISTRY_COST_VERSION.SELLER_ID, operator.value())
            .set(REGISTRY_COST_VERSION.PRODUCT, sheet.product())
            .set(REGISTRY_COST_VERSION.VERSION, sheet.version())
            .set(REGISTRY_COST_VERSION.RECORDED_AT, author.at())
            .set(REGISTRY_COST_VERSION.RECORDED_BY, author.name())
            .set(REGISTRY_COST_VERSION.REASON, author.reason())
            .onConflictDoNothing()
            .execute();
    if (added == 0) {
      return false;
    }
    sheet
        .costs()
        .forEach(
            (action, cost) ->
                sql.insertInto(REGISTRY_COST)
                    .set(REGISTRY_COST.SELLER_ID, operator.value())
                    .set(REGISTRY_COST.PRODUCT, sheet.product())
                    .set(REGISTRY_COST.VERSION, sheet.version())
                    .set(REGISTRY_COST.ACTION, action.name())
                    .set(REGISTRY_COST.PER_YEAR, cost.getAmountMinorLong())
                    .set(REGISTRY_COST.CURRENCY, cost.getCurrencyUnit().getCode())
                    .execute());
    return true;
  }
}
