package io.tierline.pricing.book.jooq;

import static io.tierline.pricing.db.Tables.PRICE_BOOK;
import static io.tierline.pricing.db.Tables.PRICE_CELL;
import static io.tierline.pricing.db.Tables.PRICE_CHANGE;
import static io.tierline.pricing.db.Tables.PRICE_LIST_VERSION;
import static io.tierline.pricing.db.Tables.PROMO;
import static io.tierline.pricing.db.Tables.SLAB;
import static io.tierline.pricing.db.Tables.SLAB_LIST;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.arrayAgg;
import static org.jooq.impl.DSL.arrayToString;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.partitionBy;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceBooks;
import io.tierline.pricing.book.PriceBooks.HistoryFilter.Place;
import io.tierline.pricing.book.PriceChange;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.book.PublishedChange;
import io.tierline.pricing.book.RecordedVersion;
import io.tierline.pricing.db.tables.PriceListVersion;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqPriceBooks implements PriceBooks {

  private static final Field<List<PriceCell>> CELLS =
      multiset(
              select(PRICE_CELL.ACTION, PRICE_CELL.SLAB, PRICE_CELL.YEARS, PRICE_CELL.PER_YEAR)
                  .from(PRICE_CELL)
                  .where(PRICE_CELL.SELLER_ID.eq(PRICE_LIST_VERSION.SELLER_ID))
                  .and(PRICE_CELL.AUDIENCE.eq(PRICE_LIST_VERSION.AUDIENCE))
                  .and(PRICE_CELL.PRODUCT.eq(PRICE_LIST_VERSION.PRODUCT))
                  .and(PRICE_CELL.VERSION.eq(PRICE_LIST_VERSION.VERSION))
                  .orderBy(PRICE_CELL.ACTION, PRICE_CELL.SLAB, PRICE_CELL.YEARS))
          .convertFrom(
              rows ->
                  rows.map(
                      cell ->
                          new PriceCell(
                              ProductAction.valueOf(cell.value1()),
                              cell.value2(),
                              cell.value3(),
                              cell.value4())));

  private static final Field<List<Promo>> PROMOS =
      multiset(
              select(
                      PROMO.PROMO_ID,
                      PROMO.NAME,
                      PROMO.PER_YEAR,
                      arrayToString(PROMO.ACTIONS, inline(",")),
                      PROMO.STARTS_AT,
                      PROMO.ENDS_AT)
                  .from(PROMO)
                  .where(PROMO.SELLER_ID.eq(PRICE_LIST_VERSION.SELLER_ID))
                  .and(PROMO.AUDIENCE.eq(PRICE_LIST_VERSION.AUDIENCE))
                  .and(PROMO.PRODUCT.eq(PRICE_LIST_VERSION.PRODUCT))
                  .and(PROMO.VERSION.eq(PRICE_LIST_VERSION.VERSION))
                  .orderBy(PROMO.STARTS_AT, PROMO.PROMO_ID))
          .convertFrom(
              rows ->
                  rows.map(
                      promo ->
                          new Promo(
                              promo.value1(),
                              promo.value2(),
                              promo.value3(),
                              actions(promo.value4()),
                              promo.value5(),
                              promo.value6())));

  private static final Comparator<PriceCell> AS_WRITTEN =
      Comparator.comparing((PriceCell cell) -> cell.action().name())
          .thenComparing(PriceCell::slab)
          .thenComparing(PriceCell::years);

  /** A version with all that belongs to it. */
  private static final SelectField<DatedPrices> PRICES =
      row(
              PRICE_LIST_VERSION.VERSION,
              PRICE_LIST_VERSION.EFFECTIVE_FROM,
              PRICE_LIST_VERSION.WITHDRAWN,
              CELLS,
              PROMOS,
              PRICE_LIST_VERSION.APPLICATION_FEE)
          .convertFrom(
              row ->
                  row.value3()
                      ? new DatedPrices.Withdrawn(row.value1(), row.value2())
                      : new DatedPrices.Published(
                          row.value1(),
                          row.value2(),
                          new PriceList(row.value4(), row.value5(), row.value6())));

  private static Set<ProductAction> actions(String names) {
    return Arrays.stream(names.split(",")).map(ProductAction::valueOf).collect(Collectors.toSet());
  }

  private final DSLContext sql;

  JooqPriceBooks(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public Locked lock(BookKey key, CurrencyUnit currency, InstantSource clock) {
    lockOrBegin(key, currency);
    return lockedContent(key, clock, Known.ALL).orElseThrow();
  }

  @Override
  public Locked lock(
      BookKey key, CurrencyUnit currency, InstantSource clock, Set<String> products) {
    lockOrBegin(key, currency);
    Known ofProducts =
        new Known(
            noCondition(), PRICE_LIST_VERSION.PRODUCT.eq(any(products.toArray(String[]::new))));
    return lockedContent(key, clock, ofProducts).orElseThrow();
  }

  private void lockOrBegin(BookKey key, CurrencyUnit currency) {
    if (!lockHead(key)) {
      sql.insertInto(PRICE_BOOK)
          .set(PRICE_BOOK.SELLER_ID, key.seller().value())
          .set(PRICE_BOOK.AUDIENCE, key.audience().name())
          .set(PRICE_BOOK.CURRENCY, currency.getCode())
          .set(PRICE_BOOK.VERSION, 0L)
          .onConflictDoNothing()
          .execute();
      lockHead(key);
    }
  }

  @Override
  public Optional<Locked> lockExisting(BookKey key, InstantSource clock) {
    return lockHead(key) ? lockedContent(key, clock, Known.ALL) : Optional.empty();
  }

  private Optional<Locked> lockedContent(BookKey key, InstantSource clock, Known known) {
    Instant newest =
        sql.select(PRICE_CHANGE.RECORDED_AT)
            .from(PRICE_CHANGE)
            .where(isChangeOf(key))
            .orderBy(PRICE_CHANGE.BOOK_VERSION.desc())
            .limit(1)
            .fetchOptional(PRICE_CHANGE.RECORDED_AT)
            .orElse(Instant.MIN);
    Instant read = clock.instant();
    Instant now = newest.isAfter(read) ? newest : read;
    return content(key, now, known).map(content -> new Locked(content, now));
  }

  /** Whether there is a book. */
  private boolean lockHead(BookKey key) {
    return sql.selectOne().from(PRICE_BOOK).where(isBook(key)).forUpdate().fetch().isNotEmpty();
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

  private static Condition isVersionOf(BookKey key) {
    return PRICE_LIST_VERSION
        .SELLER_ID
        .eq(key.seller().value())
        .and(PRICE_LIST_VERSION.AUDIENCE.eq(key.audience().name()));
  }

  @Override
  public void record(PriceChange change) {
    long seller = change.book().seller().value();
    String audience = change.book().audience().name();
    int raised =
        sql.update(PRICE_BOOK)
            .set(PRICE_BOOK.VERSION, change.bookVersion())
            .where(isBook(change.book()))
            .and(PRICE_BOOK.VERSION.eq(change.bookVersion() - 1))
            .execute();
    if (raised != 1) {
      throw new IllegalStateException(
          "The book %s was not locked at version %d"
              .formatted(change.book(), change.bookVersion() - 1));
    }
    sql.insertInto(PRICE_CHANGE)
        .set(PRICE_CHANGE.SELLER_ID, seller)
        .set(PRICE_CHANGE.AUDIENCE, audience)
        .set(PRICE_CHANGE.BOOK_VERSION, change.bookVersion())
        .set(PRICE_CHANGE.CHANGE_SET_ID, change.changeSetId())
        .set(PRICE_CHANGE.EFFECTIVE_FROM, change.effectiveFrom())
        .set(PRICE_CHANGE.RECORDED_AT, change.author().at())
        .set(PRICE_CHANGE.RECORDED_BY, change.author().name())
        .set(PRICE_CHANGE.REASON, change.author().reason())
        .execute();
    if (change.slabs() instanceof SlabList.Replaced(List<Slab> slabs)) {
      addSlabs(change, slabs);
    }
    addVersions(change);
    addCells(change);
    addPromos(change);
  }

  private void addSlabs(PriceChange change, List<Slab> slabs) {
    long seller = change.book().seller().value();
    String audience = change.book().audience().name();
    sql.insertInto(SLAB_LIST)
        .set(SLAB_LIST.SELLER_ID, seller)
        .set(SLAB_LIST.AUDIENCE, audience)
        .set(SLAB_LIST.BOOK_VERSION, change.bookVersion())
        .execute();
    for (Slab slab : slabs) {
      sql.insertInto(SLAB)
          .set(SLAB.SELLER_ID, seller)
          .set(SLAB.AUDIENCE, audience)
          .set(SLAB.BOOK_VERSION, change.bookVersion())
          .set(SLAB.NUMBER, (short) slab.number())
          .set(SLAB.RECEIPTS_AT_LEAST, slab.receiptsAtLeast())
          .set(SLAB.WEB_SERVICES_ORDERS_AT_LEAST, slab.webServicesOrdersAtLeast())
          .execute();
    }
  }

  private void addVersions(PriceChange change) {
    sql.insertInto(
            PRICE_LIST_VERSION,
            PRICE_LIST_VERSION.SELLER_ID,
            PRICE_LIST_VERSION.AUDIENCE,
            PRICE_LIST_VERSION.PRODUCT,
            PRICE_LIST_VERSION.VERSION,
            PRICE_LIST_VERSION.BOOK_VERSION,
            PRICE_LIST_VERSION.EFFECTIVE_FROM,
            PRICE_LIST_VERSION.WITHDRAWN,
            PRICE_LIST_VERSION.APPLICATION_FEE)
        .valuesOfRows(
            change.products().stream()
                .map(
                    product ->
                        row(
                            change.book().seller().value(),
                            change.book().audience().name(),
                            product.product(),
                            product.prices().version(),
                            change.bookVersion(),
                            product.prices().effectiveFrom(),
                            product.prices() instanceof DatedPrices.Withdrawn,
                            feeOf(product)))
                .toList())
        .execute();
  }

  /** Of each product all at once, so that the database can compare its slabs. */
  private void addCells(PriceChange change) {
    for (ProductVersion product : change.products()) {
      if (product.prices() instanceof DatedPrices.Published published) {
        sql.insertInto(
                PRICE_CELL,
                PRICE_CELL.SELLER_ID,
                PRICE_CELL.AUDIENCE,
                PRICE_CELL.PRODUCT,
                PRICE_CELL.VERSION,
                PRICE_CELL.ACTION,
                PRICE_CELL.SLAB,
                PRICE_CELL.YEARS,
                PRICE_CELL.PER_YEAR)
            .valuesOfRows(
                published.prices().cells().stream()
                    .map(
                        cell ->
                            row(
                                change.book().seller().value(),
                                change.book().audience().name(),
                                product.product(),
                                published.version(),
                                cell.action().name(),
                                (short) cell.slab(),
                                (short) cell.years(),
                                cell.perYear()))
                    .toList())
            .execute();
      }
    }
  }

  private static @Nullable Long feeOf(ProductVersion product) {
    return product.prices() instanceof DatedPrices.Published published
        ? published.prices().applicationFee()
        : null;
  }

  private void addPromos(PriceChange change) {
    for (ProductVersion product : change.products()) {
      if (product.prices() instanceof DatedPrices.Published published
          && !published.prices().promos().isEmpty()) {
        sql.insertInto(
                PROMO,
                PROMO.SELLER_ID,
                PROMO.AUDIENCE,
                PROMO.PRODUCT,
                PROMO.VERSION,
                PROMO.PROMO_ID,
                PROMO.NAME,
                PROMO.PER_YEAR,
                PROMO.ACTIONS,
                PROMO.STARTS_AT,
                PROMO.ENDS_AT)
            .valuesOfRows(
                published.prices().promos().stream()
                    .map(
                        promo ->
                            row(
                                change.book().seller().value(),
                                change.book().audience().name(),
                                product.product(),
                                published.version(),
                                promo.id(),
                                promo.name(),
                                promo.perYear(),
                                promo.actions().stream()
                                    .sorted()
                                    .map(ProductAction::name)
                                    .toArray(String[]::new),
                                promo.start(),
                                promo.end()))
                    .toList())
            .execute();
      }
    }
  }

  @Override
  public Map<BookKey, Long> versions(Collection<BookKey> keys) {
    Map<BookKey, Long> versions = new HashMap<>();
    sql.select(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE, PRICE_BOOK.VERSION)
        .from(PRICE_BOOK)
        .where(
            row(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE)
                .in(
                    keys.stream()
                        .map(key -> row(key.seller().value(), key.audience().name()))
                        .toList()))
        .forEach(
            row ->
                versions.put(
                    new BookKey(new SellerId(row.value1()), Audience.valueOf(row.value2())),
                    row.value3()));
    return versions;
  }

  @Override
  public Optional<BookContent> content(BookKey key, Instant at) {
    return content(key, at, Known.ALL);
  }

  @Override
  public Optional<BookContent> contentAsKnownAt(BookKey key, Instant at) {
    return content(key, at, Known.because(PRICE_CHANGE.RECORDED_AT.le(at)));
  }

  @Override
  public Optional<BookContent> contentOfVersion(BookKey key, long bookVersion, Instant at) {
    return content(key, at, Known.because(PRICE_CHANGE.BOOK_VERSION.le(bookVersion)));
  }

  @Override
  public Optional<BookContent> excerpt(BookKey key, Excerpt excerpt) {
    return content(
        key,
        excerpt.at(),
        new Known(
            PRICE_CHANGE.BOOK_VERSION.le(excerpt.bookVersion()),
            PRICE_LIST_VERSION.PRODUCT.in(excerpt.products())));
  }

  /**
   * @param changes which changes count
   * @param products which products are wanted
   */
  private record Known(Condition changes, Condition products) {

    static final Known ALL = because(noCondition());

    static Known because(Condition changes) {
      return new Known(changes, noCondition());
    }
  }

  @Override
  public Optional<Slabs> slabs(BookKey key) {
    return sql.select(PRICE_BOOK.CURRENCY)
        .from(PRICE_BOOK)
        .where(isBook(key))
        .fetchOptional(row -> new Slabs(CurrencyUnit.of(row.value1()), slabs(key, noCondition())));
  }

  /**
   * Several statements, of one moment also where the transaction is not: nothing that is recorded
   * after the first counts in the others.
   */
  private Optional<BookContent> content(BookKey key, Instant at, Known known) {
    return sql.select(PRICE_BOOK.CURRENCY, lastVersion(key, known.changes()))
        .from(PRICE_BOOK)
        .where(isBook(key))
        .fetchOptional(
            row -> {
              @Nullable Long last = row.value2();
              long version = last == null ? 0 : last;
              Condition changes = known.changes().and(PRICE_CHANGE.BOOK_VERSION.le(version));
              return new BookContent(
                  version,
                  CurrencyUnit.of(row.value1()),
                  slabs(key, changes),
                  products(key, at, new Known(changes, known.products())));
            });
  }

  private static Field<Long> lastVersion(BookKey key, Condition known) {
    return field(
        select(max(PRICE_CHANGE.BOOK_VERSION))
            .from(PRICE_CHANGE)
            .where(isChangeOf(key))
            .and(known));
  }

  private List<Slab> slabs(BookKey key, Condition known) {
    return sql.select(SLAB.NUMBER, SLAB.RECEIPTS_AT_LEAST, SLAB.WEB_SERVICES_ORDERS_AT_LEAST)
        .from(SLAB)
        .where(SLAB.SELLER_ID.eq(key.seller().value()))
        .and(SLAB.AUDIENCE.eq(key.audience().name()))
        .and(
            SLAB.BOOK_VERSION.eq(
                select(max(SLAB_LIST.BOOK_VERSION))
                    .from(SLAB_LIST)
                    .join(PRICE_CHANGE)
                    .on(PRICE_CHANGE.SELLER_ID.eq(SLAB_LIST.SELLER_ID))
                    .and(PRICE_CHANGE.AUDIENCE.eq(SLAB_LIST.AUDIENCE))
                    .and(PRICE_CHANGE.BOOK_VERSION.eq(SLAB_LIST.BOOK_VERSION))
                    .where(isChangeOf(key))
                    .and(known)))
        .orderBy(SLAB.NUMBER)
        .fetch(row -> new Slab(row.value1(), row.value2(), row.value3()));
  }

  private TreeMap<String, List<DatedPrices>> products(BookKey key, Instant at, Known known) {
    TreeMap<String, List<DatedPrices>> products = new TreeMap<>();
    prices(key, inForceAndAbove(key, at, known))
        .forEach(
            version ->
                products
                    .computeIfAbsent(version.product(), _ -> new ArrayList<>())
                    .add(version.prices()));
    return products;
  }

  private static Select<?> inForceAndAbove(BookKey key, Instant at, Known known) {
    PriceListVersion started = PRICE_LIST_VERSION.as("started");
    Field<Long> inForce =
        max(PRICE_LIST_VERSION.VERSION)
            .filterWhere(PRICE_LIST_VERSION.EFFECTIVE_FROM.le(at))
            .over(partitionBy(PRICE_LIST_VERSION.PRODUCT))
            .as("in_force");
    return select(started.fields())
        .from(
            select(PRICE_LIST_VERSION.fields())
                .select(inForce)
                .from(PRICE_LIST_VERSION)
                .join(PRICE_CHANGE)
                .on(PRICE_CHANGE.SELLER_ID.eq(PRICE_LIST_VERSION.SELLER_ID))
                .and(PRICE_CHANGE.AUDIENCE.eq(PRICE_LIST_VERSION.AUDIENCE))
                .and(PRICE_CHANGE.BOOK_VERSION.eq(PRICE_LIST_VERSION.BOOK_VERSION))
                .where(isVersionOf(key))
                .and(known.changes())
                .and(known.products())
                .asTable(started))
        .where(started.VERSION.ge(coalesce(field(inForce.getUnqualifiedName(), Long.class), 0L)));
  }

  /**
   * Versions with all that belongs to them, in the order of products and versions. By joins: to
   * look for the cells of each version took most of the time of a seller's first quote.
   *
   * @param versions rows of {@link #PRICE_LIST_VERSION} of one book
   */
  private List<ProductVersion> prices(BookKey key, Select<?> versions) {
    PriceListVersion wanted = PRICE_LIST_VERSION.as("wanted");
    Map<VersionOfProduct, List<Promo>> promos = promos(key, versions.asTable(wanted));
    return sql.select(
            wanted.PRODUCT,
            wanted.VERSION,
            wanted.EFFECTIVE_FROM,
            wanted.WITHDRAWN,
            wanted.APPLICATION_FEE,
            arrayAgg(PRICE_CELL.ACTION),
            arrayAgg(PRICE_CELL.SLAB),
            arrayAgg(PRICE_CELL.YEARS),
            arrayAgg(PRICE_CELL.PER_YEAR))
        .from(versions.asTable(wanted))
        .leftJoin(PRICE_CELL)
        .on(PRICE_CELL.SELLER_ID.eq(key.seller().value()))
        .and(PRICE_CELL.AUDIENCE.eq(key.audience().name()))
        .and(PRICE_CELL.PRODUCT.eq(wanted.PRODUCT))
        .and(PRICE_CELL.VERSION.eq(wanted.VERSION))
        .groupBy(
            wanted.PRODUCT,
            wanted.VERSION,
            wanted.EFFECTIVE_FROM,
            wanted.WITHDRAWN,
            wanted.APPLICATION_FEE)
        .orderBy(wanted.PRODUCT, wanted.VERSION)
        .fetch(
            row ->
                new ProductVersion(
                    row.value1(),
                    row.value4()
                        ? new DatedPrices.Withdrawn(row.value2(), row.value3())
                        : new DatedPrices.Published(
                            row.value2(),
                            row.value3(),
                            new PriceList(
                                cells(row.value6(), row.value7(), row.value8(), row.value9()),
                                promos.getOrDefault(
                                    new VersionOfProduct(row.value1(), row.value2()), List.of()),
                                row.value5()))));
  }

  /**
   * Of one version, in the order in which prices are written.
   *
   * @param actions null alone where the version has no prices
   */
  private static List<PriceCell> cells(
      @Nullable String[] actions, Short[] slabs, Short[] years, Long[] perYear) {
    List<PriceCell> cells = new ArrayList<>();
    for (int i = 0; i < actions.length; i++) {
      String action = actions[i];
      if (action != null) {
        cells.add(new PriceCell(ProductAction.valueOf(action), slabs[i], years[i], perYear[i]));
      }
    }
    cells.sort(AS_WRITTEN);
    return cells;
  }

  private Map<VersionOfProduct, List<Promo>> promos(BookKey key, Table<?> versions) {
    PriceListVersion wanted = PRICE_LIST_VERSION.as("wanted");
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
        .on(PROMO.PRODUCT.eq(wanted.PRODUCT))
        .and(PROMO.VERSION.eq(wanted.VERSION))
        .where(PROMO.SELLER_ID.eq(key.seller().value()))
        .and(PROMO.AUDIENCE.eq(key.audience().name()))
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

  @Override
  public Map<BookKey, Long> publishedVersions(Collection<BookKey> keys) {
    Field<Long> last =
        field(
            select(max(PRICE_CHANGE.BOOK_VERSION))
                .from(PRICE_CHANGE)
                .where(PRICE_CHANGE.SELLER_ID.eq(PRICE_BOOK.SELLER_ID))
                .and(PRICE_CHANGE.AUDIENCE.eq(PRICE_BOOK.AUDIENCE))
                .and(PRICE_CHANGE.PUBLISHED_AT.isNotNull()));
    Map<BookKey, Long> published = new HashMap<>();
    sql.select(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE, last)
        .from(PRICE_BOOK)
        .where(
            row(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE)
                .in(
                    keys.stream()
                        .map(key -> row(key.seller().value(), key.audience().name()))
                        .toList()))
        .forEach(
            row -> {
              @Nullable Long version = row.value3();
              if (version != null) {
                published.put(
                    new BookKey(new SellerId(row.value1()), Audience.valueOf(row.value2())),
                    version);
              }
            });
    return published;
  }

  @Override
  public List<PublishedChange> published(BookKey key, long afterBookVersion, long upToBookVersion) {
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
        .and(PRICE_CHANGE.PUBLISHED_AT.isNotNull())
        .and(PRICE_CHANGE.BOOK_VERSION.gt(afterBookVersion))
        .and(PRICE_CHANGE.BOOK_VERSION.le(upToBookVersion))
        .orderBy(PRICE_CHANGE.BOOK_VERSION)
        .fetch(row -> new PublishedChange(row.value1(), row.value2(), row.value3(), row.value4()));
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
        .and(
            row(PRICE_LIST_VERSION.PRODUCT, PRICE_LIST_VERSION.VERSION)
                .in(
                    versions.stream()
                        .map(version -> row(version.product(), version.version()))
                        .toList()))
        .forEach(
            row -> changeSets.put(new VersionOfProduct(row.value1(), row.value2()), row.value3()));
    return changeSets;
  }

  @Override
  public List<RecordedVersion> history(BookKey key, HistoryFilter filter) {
    return sql.select(
            PRICE_LIST_VERSION.PRODUCT,
            PRICES,
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
        .fetch(
            row ->
                new RecordedVersion(
                    row.value1(),
                    row.value2(),
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

  @Override
  public List<PriceChange> unpublished(BookKey key, long upToBookVersion) {
    return sql.select(
            PRICE_CHANGE.BOOK_VERSION,
            PRICE_CHANGE.CHANGE_SET_ID,
            PRICE_CHANGE.EFFECTIVE_FROM,
            PRICE_CHANGE.RECORDED_BY,
            PRICE_CHANGE.RECORDED_AT,
            PRICE_CHANGE.REASON)
        .from(PRICE_CHANGE)
        .where(isChangeOf(key))
        .and(PRICE_CHANGE.PUBLISHED_AT.isNull())
        .and(PRICE_CHANGE.BOOK_VERSION.le(upToBookVersion))
        .orderBy(PRICE_CHANGE.BOOK_VERSION)
        .fetch(
            row ->
                new PriceChange(
                    key,
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    new Author(row.value4(), row.value5(), row.value6()),
                    new SlabList.Kept(slabs(key, PRICE_CHANGE.BOOK_VERSION.le(row.value1()))),
                    productsOf(key, row.value1())));
  }

  private List<ProductVersion> productsOf(BookKey key, long bookVersion) {
    return prices(
        key,
        select(PRICE_LIST_VERSION.fields())
            .from(PRICE_LIST_VERSION)
            .where(isVersionOf(key))
            .and(PRICE_LIST_VERSION.BOOK_VERSION.eq(bookVersion)));
  }

  @Override
  public void markPublished(BookKey key, long upToBookVersion, Instant at) {
    sql.update(PRICE_CHANGE)
        .set(PRICE_CHANGE.PUBLISHED_AT, at)
        .where(isChangeOf(key))
        .and(PRICE_CHANGE.PUBLISHED_AT.isNull())
        .and(PRICE_CHANGE.BOOK_VERSION.le(upToBookVersion))
        .execute();
  }

  @Override
  public Set<BookKey> late(Instant now) {
    return sql.selectDistinct(PRICE_CHANGE.SELLER_ID, PRICE_CHANGE.AUDIENCE)
        .from(PRICE_CHANGE)
        .where(PRICE_CHANGE.PUBLISHED_AT.isNull())
        .and(PRICE_CHANGE.EFFECTIVE_FROM.le(now))
        .fetchSet(row -> new BookKey(new SellerId(row.value1()), Audience.valueOf(row.value2())));
  }

  @Override
  public Optional<Waiting> lockOneWaiting(Instant startsUntil, Set<BookKey> except) {
    Condition due =
        PRICE_CHANGE
            .SELLER_ID
            .eq(PRICE_BOOK.SELLER_ID)
            .and(PRICE_CHANGE.AUDIENCE.eq(PRICE_BOOK.AUDIENCE))
            .and(PRICE_CHANGE.PUBLISHED_AT.isNull())
            .and(PRICE_CHANGE.EFFECTIVE_FROM.le(startsUntil));
    Field<Long> last =
        DSL.field(select(max(PRICE_CHANGE.BOOK_VERSION)).from(PRICE_CHANGE).where(due));
    return sql.select(PRICE_BOOK.SELLER_ID, PRICE_BOOK.AUDIENCE, last)
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
        .fetchOptional(
            row ->
                new Waiting(
                    new BookKey(new SellerId(row.value1()), Audience.valueOf(row.value2())),
                    row.value3()));
  }
}
