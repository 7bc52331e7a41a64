package io.tierline.pricing.book.jooq;

import static io.tierline.pricing.book.jooq.ProductVersions.isOneOf;
import static io.tierline.pricing.book.jooq.ProductVersions.isVersionOf;
import static io.tierline.pricing.db.Tables.PRICE_BOOK;
import static io.tierline.pricing.db.Tables.PRICE_CHANGE;
import static io.tierline.pricing.db.Tables.PRICE_LIST_VERSION;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceBooks.HistoryFilter;
import io.tierline.pricing.book.PriceBooks.HistoryFilter.Place;
import io.tierline.pricing.book.PriceBooks.VersionOfProduct;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.RecordedVersion;
import io.tierline.pricing.engine.DatedPrices;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads what a book has recorded: who, when and why, then the prices of exactly that page. */
final class History {

  private final DSLContext sql;
  private final ProductVersions productVersions;

  History(DSLContext sql, ProductVersions productVersions) {
    this.sql = sql;
    this.productVersions = productVersions;
  }

  List<RecordedVersion> page(BookKey key, HistoryFilter filter) {
    var page =
        sql.select(
                PRICE_LIST_VERSION.PRODUCT,
                PRICE_LIST_VERSION.VERSION,
                PRICE_BOOK.CURRENCY,
                PRICE_CHANGE.BOOK_VERSION,
                PRICE_CHANGE.CHANGE_SET_ID,
                PRICE_CHANGE.RECORDED_BY,
                PRICE_CHANGE.RECORDED_AT,
                PRICE_CHANGE.REASON)
            .from(PRICE_LIST_VERSION)
            .join(PRICE_CHANGE)
            .on(PRICE_CHANGE.SELLER_ID.eq(PRICE_LIST_VERSION.SELLER_ID))
            .and(PRICE_CHANGE.AUDIENCE.eq(PRICE_LIST_VERSION.AUDIENCE))
            .and(PRICE_CHANGE.BOOK_VERSION.eq(PRICE_LIST_VERSION.BOOK_VERSION))
            .join(PRICE_BOOK)
            .on(PRICE_BOOK.SELLER_ID.eq(PRICE_LIST_VERSION.SELLER_ID))
            .and(PRICE_BOOK.AUDIENCE.eq(PRICE_LIST_VERSION.AUDIENCE))
            .where(isVersionOf(key))
            .and(
                filter.product() == null
                    ? noCondition()
                    : PRICE_LIST_VERSION.PRODUCT.eq(filter.product()))
            .and(behind(filter.before()))
            .orderBy(PRICE_LIST_VERSION.BOOK_VERSION.desc(), PRICE_LIST_VERSION.PRODUCT)
            .limit(filter.limit())
            .fetch();
    Map<VersionOfProduct, DatedPrices> prices =
        prices(key, page.map(row -> new VersionOfProduct(row.value1(), row.value2())));
    return page.map(
        row ->
            new RecordedVersion(
                row.value1(),
                Objects.requireNonNull(
                    prices.get(new VersionOfProduct(row.value1(), row.value2()))),
                CurrencyUnit.of(row.value3()),
                row.value4(),
                row.value5(),
                new Author(row.value6(), row.value7(), row.value8())));
  }

  private static Condition behind(@Nullable Place place) {
    if (place == null) {
      return noCondition();
    }
    return PRICE_LIST_VERSION
        .BOOK_VERSION
        .lt(place.bookVersion())
        .or(
            PRICE_LIST_VERSION
                .BOOK_VERSION
                .eq(place.bookVersion())
                .and(PRICE_LIST_VERSION.PRODUCT.gt(place.product())));
  }

  private Map<VersionOfProduct, DatedPrices> prices(
      BookKey key, Collection<VersionOfProduct> versions) {
    return productVersions
        .of(
            key,
            select(PRICE_LIST_VERSION.fields())
                .from(PRICE_LIST_VERSION)
                .where(isVersionOf(key))
                .and(isOneOf(versions)))
        .stream()
        .collect(
            Collectors.toMap(
                version -> new VersionOfProduct(version.product(), version.prices().version()),
                ProductVersion::prices));
  }
}
