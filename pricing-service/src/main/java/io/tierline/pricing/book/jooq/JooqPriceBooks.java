package io.tierline.pricing.book.jooq;

import static io.tierline.pricing.book.jooq.ProductVersions.isOf;
import static io.tierline.pricing.book.jooq.ProductVersions.isOneOf;
import static io.tierline.pricing.book.jooq.ProductVersions.isVersionOf;
import static io.tierline.pricing.db.Tables.PRICE_BOOK;
import static io.tierline.pricing.db.Tables.PRICE_CHANGE;
import static io.tierline.pricing.db.Tables.PRICE_LIST_VERSION;
import static io.tierline.pricing.db.Tables.SLAB;
import static io.tierline.pricing.db.Tables.SLAB_LIST;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.partitionBy;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceBooks;
import io.tierline.pricing.book.PriceChange;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.book.RecordedChange;
import io.tierline.pricing.book.RecordedVersion;
import io.tierline.pricing.book.jooq.ProductVersions.Since;
import io.tierline.pricing.db.tables.PriceListVersion;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.Slab;
import io.tierline.pricing.jooq.WrittenOnce;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Repository;

@Repository
class JooqPriceBooks implements PriceBooks {

  private final DSLContext sql;
  private final JdbcOperations jdbc;
  private final ProductVersions productVersions;
  private final History history;
  private final WrittenOnce<Record2<String, Long>> lockedHead;
  private final WrittenOnce<Record2<Instant, Instant>> newestChange;

  JooqPriceBooks(DSLContext sql, JdbcOperations jdbc) {
    this.sql = sql;
    this.jdbc = jdbc;
    this.productVersions = new ProductVersions(sql);
    this.history = new History(sql, productVersions);
    this.lockedHead =
        new WrittenOnce<>(
            sql,
            select(PRICE_BOOK.CURRENCY, PRICE_BOOK.VERSION)
                .from(PRICE_BOOK)
                .where(isBook(ProductVersions.ANY_BOOK))
                .forUpdate());
    this.newestChange = new WrittenOnce<>(sql, newestChange());
  }

  @Override
  public Locked lock(BookKey key, CurrencyUnit currency, InstantSource clock) {
    return read(key, lockOrBegin(key, currency), clock, null);
  }

  @Override
  public Locked lock(
      BookKey key, CurrencyUnit currency, InstantSource clock, Set<String> products) {
    return read(key, lockOrBegin(key, currency), clock, products);
  }

  @Override
  public Optional<Locked> lockExisting(BookKey key, InstantSource clock) {
    return lockHead(key).map(head -> read(key, head, clock, null));
  }

  @Override
  public boolean hold(BookKey key) {
    return lockHead(key).isPresent();
  }

  /** What tells of the whole book. */
  private record Head(CurrencyUnit currency, long version) {}

  private Head lockOrBegin(BookKey key, CurrencyUnit currency) {
    return lockHead(key)
        .orElseGet(
            () -> {
              sql.insertInto(PRICE_BOOK)
                  .set(PRICE_BOOK.SELLER_ID, key.seller().value())
                  .set(PRICE_BOOK.AUDIENCE, key.audience().name())
                  .set(PRICE_BOOK.CURRENCY, currency.getCode())
                  .set(PRICE_BOOK.VERSION, 0L)
                  .onConflictDoNothing()
                  .execute();
              return lockHead(key).orElseThrow();
            });
  }

  /** As it is once nobody else can change it, however long that took. */
  private Optional<Head> lockHead(BookKey key) {
    return lockedHead.fetch(key.seller().value(), key.audience().name()).stream()
        .map(row -> new Head(CurrencyUnit.of(row.value1()), row.value2()))
        .findFirst();
  }

  /**
   * Of a locked book; statements of their own, because the lock's one may have had to wait.
   *
   * @param products those that are wanted; null for all
   */
  private Locked read(BookKey key, Head head, InstantSource clock, @Nullable Set<String> products) {
    if (head.version() == 0) {
      return new Locked(BookContent.empty(head.currency()), clock.instant(), null);
    }
    var newest =
        newestChange
            .fetch(
                key.seller().value(),
                key.audience().name(),
                key.seller().value(),
                key.audience().name(),
                head.version())
            .getFirst();
    Instant read = clock.instant();
    Instant now = newest.value1().isAfter(read) ? newest.value1() : read;
    return new Locked(content(key, head, now, products), now, newest.value2());
  }

  /** When it was recorded, and when the first one starts that waits. */
  private static Select<Record2<Instant, Instant>> newestChange() {
    Field<Instant> firstWaiting =
        field(
            select(min(PRICE_CHANGE.EFFECTIVE_FROM))
                .from(PRICE_CHANGE)
                .where(isChangeOf(ProductVersions.ANY_BOOK))
                .and(PRICE_CHANGE.PUBLISHED_AT.isNull()));
    return select(PRICE_CHANGE.RECORDED_AT, firstWaiting)
        .from(PRICE_CHANGE)
        .where(isChangeOf(ProductVersions.ANY_BOOK))
        .and(PRICE_CHANGE.BOOK_VERSION.eq(0L));
  }

  private static Condition isBook(BookKey key) {
    return PRICE_BOOK
        .SELLER_ID
        .eq(key.seller().value())
        .and(PRICE_BOOK.AUDIENCE.eq(key.audience().name()));
  }

  private static Condition isChangeOf(BookKey key) {
    return PRICE_CHANGE
        .SELLER_ID
        .eq(key.seller().value())
        .and(PRICE_CHANGE.AUDIENCE.eq(key.audience().name()));
  }

  @Override
  public void record(PriceChange change) {
    write(change, null);
  }

  @Override
  public void recordPublished(PriceChange change, Instant at) {
    write(change, at);
  }

  private void write(PriceChange change, @Nullable Instant publishedAt) {
    if (!ChangeRows.write(jdbc, change, publishedAt)) {
      throw new IllegalStateException(
          "The book %s was not locked at version %d"
              .formatted(change.book(), change.bookVersion() - 1));
    }
  }

  @Override
  public Optional<BookContent> content(BookKey key, Instant at) {
    return head(key, PRICE_BOOK.VERSION).map(head -> content(key, head, at, null));
  }

  @Override
  public Optional<BookContent> contentAsKnownAt(BookKey key, Instant at) {
    Field<Long> last =
        field(
            select(max(PRICE_CHANGE.BOOK_VERSION))
                .from(PRICE_CHANGE)
                .where(isChangeOf(key))
                .and(PRICE_CHANGE.RECORDED_AT.le(at)));
    return head(key, coalesce(last, 0L)).map(head -> content(key, head, at, null));
  }

  @Override
  public Optional<BookContent> contentOfVersion(BookKey key, long bookVersion, Instant at) {
    return head(key, least(PRICE_BOOK.VERSION, val(bookVersion)))
        .map(head -> content(key, head, at, null));
  }

  @Override
  public Optional<BookContent> excerpt(BookKey key, Excerpt excerpt) {
    return head(key, least(PRICE_BOOK.VERSION, val(excerpt.bookVersion())))
        .map(head -> content(key, head, excerpt.at(), excerpt.products()));
  }

  /**
   * @param version which one is wanted
   */
  private Optional<Head> head(BookKey key, Field<Long> version) {
    return sql.select(PRICE_BOOK.CURRENCY, version)
        .from(PRICE_BOOK)
        .where(isBook(key))
        .fetchOptional(row -> new Head(CurrencyUnit.of(row.value1()), row.value2()));
  }

  @Override
  public Optional<Slabs> slabs(BookKey key) {
    return head(key, PRICE_BOOK.VERSION)
        .map(head -> new Slabs(head.currency(), slabs(key, head.version())));
  }

  /**
   * Several statements, of one moment also where the transaction is not: versions of a book are
   * recorded one after the other, so that nothing above the head's counts in the others.
   */
  private BookContent content(BookKey key, Head head, Instant at, @Nullable Set<String> products) {
    TreeMap<String, List<DatedPrices>> found = new TreeMap<>();
    Since since = new Since(at, head.version());
    List<ProductVersion> versions =
        products == null
            ? productVersions.inForceAndAbove(key, since)
            : productVersions.inForceAndAbove(key, since, products);
    for (ProductVersion version : versions) {
      found.computeIfAbsent(version.product(), _ -> new ArrayList<>()).add(version.prices());
    }
    return new BookContent(head.version(), head.currency(), slabs(key, head.version()), found);
  }

  /** Those that a version of the book has; only prices for sub-resellers have any. */
  private List<Slab> slabs(BookKey key, long bookVersion) {
    if (key.audience() == Audience.CUSTOMER) {
      return List.of();
    }
    return sql.select(SLAB.NUMBER, SLAB.RECEIPTS_AT_LEAST, SLAB.WEB_SERVICES_ORDERS_AT_LEAST)
        .from(SLAB)
        .where(SLAB.SELLER_ID.eq(key.seller().value()))
        .and(SLAB.AUDIENCE.eq(key.audience().name()))
        .and(
            SLAB.BOOK_VERSION.eq(
                select(max(SLAB_LIST.BOOK_VERSION))
                    .from(SLAB_LIST)
                    .where(SLAB_LIST.SELLER_ID.eq(key.seller().value()))
                    .and(SLAB_LIST.AUDIENCE.eq(key.audience().name()))
                    .and(SLAB_LIST.BOOK_VERSION.le(bookVersion))))
        .orderBy(SLAB.NUMBER)
        .fetch(row -> new Slab(row.value1(), row.value2(), row.value3()));
  }

  @Override
  public Map<BookKey, Long> versions(Collection<BookKey> keys) {
    return sql.select(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE, PRICE_BOOK.VERSION)
        .from(PRICE_BOOK)
        .where(
            row(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE)
                .in(
                    keys.stream()
                        .map(key -> row(key.seller().value(), key.audience().name()))
                        .toList()))
        .fetchMap(row -> book(row.value1(), row.value2()), row -> row.value3());
  }

  private static BookKey book(long seller, String audience) {
    return new BookKey(new SellerId(seller), Audience.valueOf(audience));
  }

  @Override
  public List<RecordedChange> recorded(BookKey key, long afterBookVersion, long upToBookVersion) {
    Field<List<String>> products =
        multiset(
                select(PRICE_LIST_VERSION.PRODUCT)
                    .from(PRICE_LIST_VERSION)
                    .where(PRICE_LIST_VERSION.SELLER_ID.eq(PRICE_CHANGE.SELLER_ID))
                    .and(PRICE_LIST_VERSION.AUDIENCE.eq(PRICE_CHANGE.AUDIENCE))
                    .and(PRICE_LIST_VERSION.BOOK_VERSION.eq(PRICE_CHANGE.BOOK_VERSION))
                    .orderBy(PRICE_LIST_VERSION.PRODUCT))
            .convertFrom(rows -> rows.map(row -> row.value1()));
    return sql.select(
            PRICE_CHANGE.BOOK_VERSION,
            PRICE_CHANGE.CHANGE_SET_ID,
            PRICE_CHANGE.EFFECTIVE_FROM,
            products)
        .from(PRICE_CHANGE)
        .where(isChangeOf(key))
        .and(PRICE_CHANGE.BOOK_VERSION.gt(afterBookVersion))
        .and(PRICE_CHANGE.BOOK_VERSION.le(upToBookVersion))
        .orderBy(PRICE_CHANGE.BOOK_VERSION)
        .fetch(row -> new RecordedChange(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  @Override
  public Map<VersionOfProduct, UUID> changeSets(
      BookKey key, Collection<VersionOfProduct> versions) {
    Map<VersionOfProduct, UUID> changeSets = new HashMap<>();
    sql.select(PRICE_LIST_VERSION.PRODUCT, PRICE_LIST_VERSION.VERSION, PRICE_CHANGE.CHANGE_SET_ID)
        .from(PRICE_LIST_VERSION)
        .join(PRICE_CHANGE)
        .on(PRICE_CHANGE.SELLER_ID.eq(PRICE_LIST_VERSION.SELLER_ID))
        .and(PRICE_CHANGE.AUDIENCE.eq(PRICE_LIST_VERSION.AUDIENCE))
        .and(PRICE_CHANGE.BOOK_VERSION.eq(PRICE_LIST_VERSION.BOOK_VERSION))
        .where(isVersionOf(key))
        .and(isOneOf(versions))
        .forEach(
            row -> changeSets.put(new VersionOfProduct(row.value1(), row.value2()), row.value3()));
    return changeSets;
  }

  @Override
  public List<RecordedVersion> history(BookKey key, HistoryFilter filter) {
    return history.page(key, filter);
  }

  /**
   * From the products of which something is due, and of each only the versions in question: a
   * seller may have planned every day of a year.
   */
  @Override
  public List<DueVersion> due(BookKey key, Instant startsUntil) {
    Name products = name("products");
    Field<String> product = field(products.append("product"), String.class);
    Field<Long> highest = field(products.append("highest"), Long.class);
    var due =
        select(
                PRICE_LIST_VERSION.PRODUCT.as("product"),
                max(PRICE_LIST_VERSION.VERSION).as("highest"))
            .from(PRICE_LIST_VERSION)
            .where(isVersionOf(key))
            .and(
                PRICE_LIST_VERSION.BOOK_VERSION.in(
                    select(PRICE_CHANGE.BOOK_VERSION)
                        .from(PRICE_CHANGE)
                        .where(isChangeOf(key))
                        .and(waitsFor(startsUntil))))
            .groupBy(PRICE_LIST_VERSION.PRODUCT)
            .asTable(products);
    return sql.select(PRICE_LIST_VERSION.BOOK_VERSION, PRICE_LIST_VERSION.PRODUCT)
        .from(due)
        .join(PRICE_LIST_VERSION)
        .on(isVersionOf(key))
        .and(PRICE_LIST_VERSION.PRODUCT.eq(product))
        .and(PRICE_LIST_VERSION.VERSION.le(highest))
        .and(PRICE_LIST_VERSION.VERSION.gt(coalesce(published(key, product), 0L)))
        .orderBy(PRICE_LIST_VERSION.BOOK_VERSION, PRICE_LIST_VERSION.PRODUCT)
        .fetch(mapping(DueVersion::new));
  }

  /**
   * What was published is looked for once, among what is wanted: below that it is not wanted
   * either.
   */
  @Override
  public List<DueVersion> told(BookKey key, Instant at) {
    PriceListVersion wanted = PRICE_LIST_VERSION.as("wanted");
    Field<Long> published =
        max(wanted.VERSION)
            .filterWhere(PRICE_CHANGE.PUBLISHED_AT.isNotNull())
            .over(partitionBy(wanted.PRODUCT));
    Name versions = name("versions");
    var rows =
        select(wanted.BOOK_VERSION, wanted.PRODUCT, wanted.VERSION, published.as("published"))
            .from(
                ProductVersions.chosen(key, new Since(at, Long.MAX_VALUE), noCondition())
                    .asTable(wanted))
            .join(PRICE_CHANGE)
            .on(isChangeOf(key))
            .and(PRICE_CHANGE.BOOK_VERSION.eq(wanted.BOOK_VERSION))
            .asTable(versions);
    Field<Long> bookVersion = field(versions.append(wanted.BOOK_VERSION.getName()), Long.class);
    Field<String> product = field(versions.append(wanted.PRODUCT.getName()), String.class);
    return sql.select(bookVersion, product)
        .from(rows)
        .where(
            field(versions.append(wanted.VERSION.getName()), Long.class)
                .le(field(versions.append("published"), Long.class)))
        .orderBy(bookVersion, product)
        .fetch(mapping(DueVersion::new));
  }

  @Override
  public Optional<BookKey> lockNext(@Nullable BookKey after) {
    return sql.select(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE)
        .from(PRICE_BOOK)
        .where(
            after == null
                ? noCondition()
                : row(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE)
                    .gt(after.seller().value(), after.audience().name()))
        .orderBy(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE)
        .limit(1)
        .forUpdate()
        .fetchOptional(row -> book(row.value1(), row.value2()));
  }

  /** The highest version of a product whose change was published. */
  private static Field<Long> published(BookKey key, Field<String> product) {
    PriceListVersion version = PRICE_LIST_VERSION.as("of_product");
    Field<Instant> publishedAt =
        field(
            select(PRICE_CHANGE.PUBLISHED_AT)
                .from(PRICE_CHANGE)
                .where(isChangeOf(key))
                .and(PRICE_CHANGE.BOOK_VERSION.eq(version.BOOK_VERSION)));
    return field(
        select(version.VERSION)
            .from(version)
            .where(version.SELLER_ID.eq(key.seller().value()))
            .and(version.AUDIENCE.eq(key.audience().name()))
            .and(version.PRODUCT.eq(product))
            .and(publishedAt.isNotNull())
            .orderBy(version.VERSION.desc())
            .limit(1));
  }

  @Override
  public Stream<PriceChange> changes(BookKey key, Map<Long, Set<String>> products) {
    return sql
        .select(
            PRICE_CHANGE.BOOK_VERSION,
            PRICE_CHANGE.CHANGE_SET_ID,
            PRICE_CHANGE.EFFECTIVE_FROM,
            PRICE_CHANGE.RECORDED_BY,
            PRICE_CHANGE.RECORDED_AT,
            PRICE_CHANGE.REASON)
        .from(PRICE_CHANGE)
        .where(isChangeOf(key))
        .and(PRICE_CHANGE.BOOK_VERSION.eq(any(products.keySet().toArray(Long[]::new))))
        .orderBy(PRICE_CHANGE.BOOK_VERSION)
        .fetch()
        .stream()
        .map(
            row ->
                new PriceChange(
                    key,
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    new Author(row.value4(), row.value5(), row.value6()),
                    new SlabList.Kept(slabs(key, row.value1())),
                    productsOf(key, row.value1(), products.getOrDefault(row.value1(), Set.of()))));
  }

  private List<ProductVersion> productsOf(BookKey key, long bookVersion, Set<String> products) {
    return productVersions.of(
        key,
        select(PRICE_LIST_VERSION.fields())
            .from(PRICE_LIST_VERSION)
            .where(isVersionOf(key))
            .and(PRICE_LIST_VERSION.BOOK_VERSION.eq(bookVersion))
            .and(isOf(products)));
  }

  @Override
  public void markPublished(BookKey key, Instant startsUntil, Instant at) {
    sql.update(PRICE_CHANGE)
        .set(PRICE_CHANGE.PUBLISHED_AT, at)
        .where(isChangeOf(key))
        .and(waitsFor(startsUntil))
        .execute();
  }

  private static Condition waitsFor(Instant startsUntil) {
    return PRICE_CHANGE.PUBLISHED_AT.isNull().and(PRICE_CHANGE.EFFECTIVE_FROM.le(startsUntil));
  }

  @Override
  public Set<BookKey> late(Instant now) {
    return sql.selectDistinct(PRICE_CHANGE.SELLER_ID, PRICE_CHANGE.AUDIENCE)
        .from(PRICE_CHANGE)
        .where(waitsFor(now))
        .fetchSet(row -> book(row.value1(), row.value2()));
  }

  @Override
  public Optional<BookKey> lockOneWaiting(Instant startsUntil, Set<BookKey> except) {
    Condition due =
        PRICE_CHANGE
            .SELLER_ID
            .eq(PRICE_BOOK.SELLER_ID)
            .and(PRICE_CHANGE.AUDIENCE.eq(PRICE_BOOK.AUDIENCE))
            .and(waitsFor(startsUntil));
    return sql.select(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE)
        .from(PRICE_BOOK)
        .where(exists(selectOne().from(PRICE_CHANGE).where(due)))
        .and(
            row(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE)
                .notIn(
                    except.stream()
                        .map(key -> row(key.seller().value(), key.audience().name()))
                        .toList()))
        .orderBy(DSL.field(select(min(PRICE_CHANGE.EFFECTIVE_FROM)).from(PRICE_CHANGE).where(due)))
        .limit(1)
        .forUpdate()
        .of(PRICE_BOOK)
        .skipLocked()
        .fetchOptional(row -> book(row.value1(), row.value2()));
  }
}
