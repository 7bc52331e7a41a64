package io.tierline.pricing.catalog.jooq;

import static io.tierline.pricing.db.Tables.CATALOG_COST;
import static io.tierline.pricing.db.Tables.CATALOG_REVISION;
import static io.tierline.pricing.db.Tables.PRODUCT;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Listing;
import io.tierline.pricing.catalog.Listings;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.Product.Privacy;
import io.tierline.pricing.db.tables.records.ProductRecord;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.Sunrise;
import io.tierline.pricing.engine.Sunrise.ApplicationFee;
import io.tierline.pricing.jooq.ServingHistory;
import io.tierline.pricing.jooq.WrittenOnce;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqCatalog implements Catalog, Listings {

  private static final Field<Map<ProductAction, Money>> COSTS =
      multiset(
              select(CATALOG_COST.ACTION, CATALOG_COST.PER_YEAR, CATALOG_COST.CURRENCY)
                  .from(CATALOG_COST)
                  .where(CATALOG_COST.PRODUCT.eq(PRODUCT.CODE)))
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
  private final WrittenOnce<Record2<String, Long>> revision;

  JooqCatalog(DSLContext sql) {
    this.sql = sql;
    this.revision =
        new WrittenOnce<>(
            sql, select(ServingHistory.ID, CATALOG_REVISION.REVISION).from(CATALOG_REVISION));
  }

  @Override
  public List<Product> tlds(String after, int limit) {
    return listings(PRODUCT.KIND.eq(ProductKind.TLD.name()).and(PRODUCT.CODE.gt(after)), limit)
        .stream()
        .map(Listing::product)
        .toList();
  }

  @Override
  public Revision revision() {
    return revision.fetch().map(mapping(Revision::new)).getFirst();
  }

  @Override
  public Stock stock() {
    var rows =
        sql.select(
                row(ServingHistory.ID, CATALOG_REVISION.REVISION).mapping(Revision::new),
                PRODUCT,
                COSTS)
            .from(PRODUCT)
            .crossJoin(CATALOG_REVISION)
            .fetch();
    Map<String, Product> products = new HashMap<>();
    for (var row : rows) {
      Product product = read(row.value2(), row.value3()).product();
      products.put(product.code(), product);
    }
    return rows.isEmpty() ? Stock.NONE : new Stock(rows.getFirst().value1(), products);
  }

  @Override
  public List<Listing> lockAll() {
    sql.selectOne().from(CATALOG_REVISION).forUpdate().fetch();
    return listings(DSL.noCondition(), Integer.MAX_VALUE);
  }

  private List<Listing> listings(Condition condition, int limit) {
    return sql.select(PRODUCT, COSTS)
        .from(PRODUCT)
        .where(condition)
        .orderBy(PRODUCT.CODE)
        .limit(limit)
        .fetch(row -> read(row.value1(), row.value2()));
  }

  private static Listing read(ProductRecord row, Map<ProductAction, Money> costs) {
    ProductTerms terms =
        new ProductTerms(
            row.getCode(),
            ProductKind.valueOf(row.getKind()),
            row.getMinYears(),
            row.getMaxYears(),
            costs.keySet(),
            SubResellerPricing.valueOf(row.getSubResellerPricing()),
            sunrise(row));
    return new Listing(
        new Product(
            terms,
            row.getPrivacySupported() ? Privacy.OFFERED : Privacy.NOT_OFFERED,
            row.getLastRenewalDaysBeforeExpiry(),
            applicationFee(row)),
        costs);
  }

  private static @Nullable Sunrise sunrise(ProductRecord row) {
    @Nullable Instant start = row.getSunriseStart();
    @Nullable Instant end = row.getSunriseEnd();
    return start == null || end == null
        ? null
        : new Sunrise(
            start,
            end,
            row.getApplicationFee() == null ? ApplicationFee.NONE : ApplicationFee.CHARGED);
  }

  private static @Nullable Money applicationFee(ProductRecord row) {
    @Nullable Long fee = row.getApplicationFee();
    return fee == null
        ? null
        : Money.ofMinor(CurrencyUnit.of(row.getApplicationFeeCurrency()), fee);
  }

  @Override
  public void put(Listing listing) {
    Product product = listing.product();
    var row = sql.newRecord(PRODUCT);
    row.setCode(product.code());
    row.setKind(product.kind().name());
    row.setMinYears((short) product.terms().minYears());
    row.setMaxYears((short) product.terms().maxYears());
    row.setPrivacySupported(product.privacy() == Privacy.OFFERED);
    row.setLastRenewalDaysBeforeExpiry((short) product.lastRenewalDaysBeforeExpiry());
    row.setSubResellerPricing(product.terms().subResellerPricing().name());
    @Nullable Sunrise sunrise = product.terms().sunrise();
    row.setSunriseStart(sunrise == null ? null : sunrise.start());
    row.setSunriseEnd(sunrise == null ? null : sunrise.end());
    @Nullable Money fee = product.applicationFee();
    row.setApplicationFee(fee == null ? null : fee.getAmountMinorLong());
    row.setApplicationFeeCurrency(fee == null ? null : fee.getCurrencyUnit().getCode());
    sql.insertInto(PRODUCT).set(row).onConflict(PRODUCT.CODE).doUpdate().set(row).execute();
    sql.deleteFrom(CATALOG_COST).where(CATALOG_COST.PRODUCT.eq(product.code())).execute();
    listing
        .costs()
        .forEach(
            (action, cost) ->
                sql.insertInto(CATALOG_COST)
                    .set(CATALOG_COST.PRODUCT, product.code())
                    .set(CATALOG_COST.ACTION, action.name())
                    .set(CATALOG_COST.PER_YEAR, cost.getAmountMinorLong())
                    .set(CATALOG_COST.CURRENCY, cost.getCurrencyUnit().getCode())
                    .execute());
  }

  @Override
  public void raiseRevision() {
    sql.update(CATALOG_REVISION)
        .set(CATALOG_REVISION.REVISION, CATALOG_REVISION.REVISION.plus(1))
        .execute();
  }
}
