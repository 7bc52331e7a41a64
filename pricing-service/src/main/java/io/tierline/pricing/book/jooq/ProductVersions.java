package io.tierline.pricing.book.jooq;

import static io.tierline.pricing.db.Tables.PRICE_LIST_VERSION;
import static io.tierline.pricing.db.Tables.PROMO;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.arrayToString;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.partitionBy;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceBooks.VersionOfProduct;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.db.tables.PriceListVersion;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.jooq.WrittenOnce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record10;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.Table;

/**
 * Reads versions of products with all that belongs to them. A version is written once and whole, so
 * that two statements say the same of it, whatever is written in between.
 */
final class ProductVersions {

  private static final PriceListVersion WANTED = PRICE_LIST_VERSION.as("wanted");

  /** For statements that are put into words before it is known whose they are. */
  static final BookKey ANY_BOOK = new BookKey(new SellerId(1), Audience.CUSTOMER);

  private static final Since ANY_TIME = new Since(Instant.EPOCH, 0);

  private final DSLContext sql;
  private final WrittenOnce<
          Record10<
              String, Long, Instant, Boolean, Long, String[], Short[], Short[], Long[], Boolean>>
      inForceAndAbove;
  private final WrittenOnce<
          Record10<
              String, Long, Instant, Boolean, Long, String[], Short[], Short[], Long[], Boolean>>
      inForceAndAboveOfSome;

  ProductVersions(DSLContext sql) {
    this.sql = sql;
    this.inForceAndAbove =
        new WrittenOnce<>(sql, rows(ANY_BOOK, chosen(ANY_BOOK, ANY_TIME, noCondition())));
    this.inForceAndAboveOfSome =
        new WrittenOnce<>(sql, rows(ANY_BOOK, chosen(ANY_BOOK, ANY_TIME, isOf(Set.of()))));
  }

  /**
   * Of each product the version in force at a moment, and all above it.
   *
   * @param bookVersion the last one that counts
   */
  record Since(Instant at, long bookVersion) {}

  static Condition isVersionOf(BookKey key) {
    return PRICE_LIST_VERSION
        .SELLER_ID
        .eq(key.seller().value())
        .and(PRICE_LIST_VERSION.AUDIENCE.eq(key.audience().name()));
  }

  static Condition isOneOf(Collection<VersionOfProduct> versions) {
    return row(PRICE_LIST_VERSION.PRODUCT, PRICE_LIST_VERSION.VERSION)
        .in(versions.stream().map(version -> row(version.product(), version.version())).toList());
  }

  static Condition isOf(Set<String> products) {
    return PRICE_LIST_VERSION.PRODUCT.eq(any(products.toArray(String[]::new)));
  }

  /** Of each product the version in force at a moment, and all above it. */
  List<ProductVersion> inForceAndAbove(BookKey key, Since since) {
    return versions(
        inForceAndAbove.fetch(values(key, since)), key, () -> chosen(key, since, noCondition()));
  }

  /** The same of some products. */
  List<ProductVersion> inForceAndAbove(BookKey key, Since since, Set<String> products) {
    return versions(
        inForceAndAboveOfSome.fetch(values(key, since, (Object) products.toArray(String[]::new))),
        key,
        () -> chosen(key, since, isOf(products)));
  }

  /** In the order of the text: {@link #rows} around {@link #chosen}. */
  private static Object[] values(BookKey key, Since since, Object... products) {
    Object seller = key.seller().value();
    Object audience = key.audience().name();
    return Stream.of(
            Stream.of(seller, audience, since.at(), seller, audience, since.bookVersion()),
            Stream.of(products))
        .flatMap(Function.identity())
        .toArray();
  }

  /** Rows of {@link #PRICE_LIST_VERSION}, without what belongs to them. */
  static Select<?> chosen(BookKey key, Since since, Condition products) {
    PriceListVersion started = PRICE_LIST_VERSION.as("started");
    Field<Long> inForce =
        max(PRICE_LIST_VERSION.VERSION)
            .filterWhere(PRICE_LIST_VERSION.EFFECTIVE_FROM.le(since.at()))
            .over(partitionBy(PRICE_LIST_VERSION.PRODUCT))
            .as("in_force");
    return select(started.fields())
        .from(
            select(PRICE_LIST_VERSION.fields())
                .select(inForce)
                .from(PRICE_LIST_VERSION)
                .where(isVersionOf(key))
                .and(PRICE_LIST_VERSION.BOOK_VERSION.le(since.bookVersion()))
                .and(products)
                .asTable(started))
        .where(
            started.VERSION.ge(
                coalesce(field(inForce.getUnqualifiedName(), Long.class), inline(0L))));
  }

  /**
   * In the order of products and versions.
   *
   * @param versions rows of {@link #PRICE_LIST_VERSION} of this book
   */
  List<ProductVersion> of(BookKey key, Select<?> versions) {
    return versions(sql.fetch(rows(key, versions)), key, () -> versions);
  }

  private static Select<
          Record10<
              String, Long, Instant, Boolean, Long, String[], Short[], Short[], Long[], Boolean>>
      rows(BookKey key, Select<?> versions) {
    return select(
            WANTED.PRODUCT,
            WANTED.VERSION,
            WANTED.EFFECTIVE_FROM,
            WANTED.WITHDRAWN,
            WANTED.APPLICATION_FEE,
            WANTED.ACTIONS,
            WANTED.SLABS,
            WANTED.YEARS,
            WANTED.PER_YEAR,
            field(exists(selectOne().from(PROMO).where(isPromoOf(key)))))
        .from(versions.asTable(WANTED))
        .orderBy(WANTED.PRODUCT, WANTED.VERSION);
  }

  /**
   * @param chosen which versions the rows are of
   */
  private List<ProductVersion> versions(
      Result<
              Record10<
                  String,
                  Long,
                  Instant,
                  Boolean,
                  Long,
                  String[],
                  Short[],
                  Short[],
                  Long[],
                  Boolean>>
          rows,
      BookKey key,
      Supplier<Select<?>> chosen) {
    // Most books never had a promo: nobody goes to the database for what is not there.
    boolean anyPromos = !rows.isEmpty() && rows.getFirst().value10();
    Map<VersionOfProduct, List<Promo>> promos =
        anyPromos ? promos(key, chosen.get().asTable(WANTED)) : Map.of();
    return rows.map(row -> version(row, promos));
  }

  private static ProductVersion version(
      Record10<String, Long, Instant, Boolean, Long, String[], Short[], Short[], Long[], Boolean>
          row,
      Map<VersionOfProduct, List<Promo>> promos) {
    String product = row.value1();
    long version = row.value2();
    return new ProductVersion(
        product,
        row.value4()
            ? new DatedPrices.Withdrawn(version, row.value3())
            : new DatedPrices.Published(
                version,
                row.value3(),
                new PriceList(
                    cells(row.value6(), row.value7(), row.value8(), row.value9()),
                    promos.getOrDefault(new VersionOfProduct(product, version), List.of()),
                    row.value5())));
  }

  private static List<PriceCell> cells(
      String[] actions, Short[] slabs, Short[] years, Long[] perYear) {
    List<PriceCell> cells = new ArrayList<>(actions.length);
    for (int i = 0; i < actions.length; i++) {
      cells.add(new PriceCell(ProductAction.valueOf(actions[i]), slabs[i], years[i], perYear[i]));
    }
    return cells;
  }

  private static Condition isPromoOf(BookKey key) {
    return PROMO.SELLER_ID.eq(key.seller().value()).and(PROMO.AUDIENCE.eq(key.audience().name()));
  }

  private Map<VersionOfProduct, List<Promo>> promos(BookKey key, Table<?> versions) {
    Map<VersionOfProduct, List<Promo>> promos = new HashMap<>();
    sql.select(
            PROMO.PRODUCT,
            PROMO.VERSION,
            PROMO.PROMO_ID,
            PROMO.NAME,
            PROMO.PER_YEAR,
            arrayToString(PROMO.ACTIONS, inline(",")),
            PROMO.STARTS_AT,
            PROMO.ENDS_AT)
        .from(PROMO)
        .join(versions)
        .on(PROMO.PRODUCT.eq(WANTED.PRODUCT))
        .and(PROMO.VERSION.eq(WANTED.VERSION))
        .where(isPromoOf(key))
        .orderBy(PROMO.STARTS_AT, PROMO.PROMO_ID)
        .forEach(
            row ->
                promos
                    .computeIfAbsent(
                        new VersionOfProduct(row.value1(), row.value2()), _ -> new ArrayList<>())
                    .add(
                        new Promo(
                            row.value3(),
                            row.value4(),
                            row.value5(),
                            actions(row.value6()),
                            row.value7(),
                            row.value8())));
    return promos;
  }

  private static Set<ProductAction> actions(String names) {
    return Arrays.stream(names.split(",")).map(ProductAction::valueOf).collect(Collectors.toSet());
  }
}
