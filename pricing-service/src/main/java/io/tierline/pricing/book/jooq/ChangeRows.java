package io.tierline.pricing.book.jooq;

import static io.tierline.pricing.db.Tables.PRICE_BOOK;
import static io.tierline.pricing.db.Tables.PRICE_CELL;
import static io.tierline.pricing.db.Tables.PRICE_CHANGE;
import static io.tierline.pricing.db.Tables.PRICE_LIST_VERSION;
import static io.tierline.pricing.db.Tables.PROMO;
import static io.tierline.pricing.db.Tables.SLAB;
import static io.tierline.pricing.db.Tables.SLAB_LIST;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.update;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.book.PriceChange;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * Writes a change with all that belongs to it by one statement, be it one price or a whole book:
 * one way to the database, and the rows of a kind go there as arrays, so that the statement is the
 * same however many there are. Keys and rules are looked at when it ends.
 */
final class ChangeRows {

  /** The book's head at its new version; without it nothing else is written. */
  private static final Table<?> RAISED = table(name("raised"));

  private static final Field<Long> BOOK_VERSION = raised(PRICE_CHANGE.BOOK_VERSION);

  private final PriceChange change;
  private final List<CommonTableExpression<?>> parts = new ArrayList<>();

  private ChangeRows(PriceChange change) {
    this.change = change;
  }

  /**
   * @param publishedAt null while it waits
   * @return whether the book was at the version before the change
   */
  static boolean write(DSLContext sql, PriceChange change, @Nullable Instant publishedAt) {
    ChangeRows rows = new ChangeRows(change);
    rows.raise();
    rows.addChange(publishedAt);
    if (change.slabs() instanceof SlabList.Replaced(List<Slab> slabs)) {
      rows.addSlabs(slabs);
    }
    rows.addVersions();
    rows.addCells();
    rows.addPromos();
    return sql.with(rows.parts).select(BOOK_VERSION).from(RAISED).fetch().size() == 1;
  }

  private static <T> Field<T> raised(TableField<?, T> column) {
    return field(name("raised", column.getName()), column.getDataType());
  }

  private void raise() {
    add(
        "raised",
        update(PRICE_BOOK)
            .set(PRICE_BOOK.VERSION, change.bookVersion())
            .where(PRICE_BOOK.SELLER_ID.eq(change.book().seller().value()))
            .and(PRICE_BOOK.AUDIENCE.eq(change.book().audience().name()))
            .and(PRICE_BOOK.VERSION.eq(change.bookVersion() - 1))
            .returning(
                PRICE_BOOK.SELLER_ID,
                PRICE_BOOK.AUDIENCE,
                PRICE_BOOK.VERSION.as(PRICE_CHANGE.BOOK_VERSION.getName())));
  }

  private void add(String name, ResultQuery<?> part) {
    parts.add(name(name).as(part));
  }

  private void addChange(@Nullable Instant publishedAt) {
    addAll(
        List.of(PRICE_CHANGE.SELLER_ID, PRICE_CHANGE.AUDIENCE, PRICE_CHANGE.BOOK_VERSION),
        new Rows<>(PRICE_CHANGE, List.of(change))
            .with(PRICE_CHANGE.CHANGE_SET_ID, PriceChange::changeSetId)
            .with(PRICE_CHANGE.EFFECTIVE_FROM, PriceChange::effectiveFrom)
            .with(PRICE_CHANGE.RECORDED_AT, each -> each.author().at())
            .with(PRICE_CHANGE.RECORDED_BY, each -> each.author().name())
            .with(PRICE_CHANGE.REASON, each -> each.author().reason())
            .with(PRICE_CHANGE.PUBLISHED_AT, _ -> publishedAt));
  }

  private void addSlabs(List<Slab> slabs) {
    addAll(
        List.of(SLAB_LIST.SELLER_ID, SLAB_LIST.AUDIENCE, SLAB_LIST.BOOK_VERSION),
        new Rows<>(SLAB_LIST, List.of(change)));
    addAll(
        List.of(SLAB.SELLER_ID, SLAB.AUDIENCE, SLAB.BOOK_VERSION),
        new Rows<>(SLAB, slabs)
            .with(SLAB.NUMBER, slab -> (short) slab.number())
            .with(SLAB.RECEIPTS_AT_LEAST, Slab::receiptsAtLeast)
            .with(SLAB.WEB_SERVICES_ORDERS_AT_LEAST, Slab::webServicesOrdersAtLeast));
  }

  private void addVersions() {
    addAll(
        List.of(
            PRICE_LIST_VERSION.SELLER_ID,
            PRICE_LIST_VERSION.AUDIENCE,
            PRICE_LIST_VERSION.BOOK_VERSION),
        new Rows<>(PRICE_LIST_VERSION, change.products())
            .with(PRICE_LIST_VERSION.PRODUCT, ProductVersion::product)
            .with(PRICE_LIST_VERSION.VERSION, product -> product.prices().version())
            .with(PRICE_LIST_VERSION.EFFECTIVE_FROM, product -> product.prices().effectiveFrom())
            .with(
                PRICE_LIST_VERSION.WITHDRAWN,
                product -> product.prices() instanceof DatedPrices.Withdrawn)
            .with(PRICE_LIST_VERSION.APPLICATION_FEE, ChangeRows::feeOf));
  }

  private static @Nullable Long feeOf(ProductVersion product) {
    return product.prices() instanceof DatedPrices.Published published
        ? published.prices().applicationFee()
        : null;
  }

  /** All at once, so that the database can compare a product's slabs. */
  private void addCells() {
    addAll(
        List.of(PRICE_CELL.SELLER_ID, PRICE_CELL.AUDIENCE),
        new Rows<>(PRICE_CELL, partsOfVersions(PriceList::cells))
            .with(PRICE_CELL.PRODUCT, Part::product)
            .with(PRICE_CELL.VERSION, Part::version)
            .with(PRICE_CELL.ACTION, cell -> cell.part().action().name())
            .with(PRICE_CELL.SLAB, cell -> (short) cell.part().slab())
            .with(PRICE_CELL.YEARS, cell -> (short) cell.part().years())
            .with(PRICE_CELL.PER_YEAR, cell -> cell.part().perYear()));
  }

  private void addPromos() {
    addAll(
        List.of(PROMO.SELLER_ID, PROMO.AUDIENCE),
        new Rows<>(PROMO, partsOfVersions(PriceList::promos))
            .with(PROMO.PRODUCT, Part::product)
            .with(PROMO.VERSION, Part::version)
            .with(PROMO.PROMO_ID, promo -> promo.part().id())
            .with(PROMO.NAME, promo -> promo.part().name())
            .with(PROMO.PER_YEAR, promo -> promo.part().perYear())
            .withList(PROMO.ACTIONS, promo -> actions(promo.part()))
            .with(PROMO.STARTS_AT, promo -> promo.part().start())
            .with(PROMO.ENDS_AT, promo -> promo.part().end()));
  }

  private static String actions(Promo promo) {
    return promo.actions().stream()
        .sorted()
        .map(ProductAction::name)
        .collect(Collectors.joining(Rows.LIST_SEPARATOR));
  }

  /** A cell or a promo of a product's new version. */
  private record Part<T>(String product, long version, T part) {}

  private <T> List<Part<T>> partsOfVersions(Function<PriceList, List<T>> parts) {
    List<Part<T>> all = new ArrayList<>();
    for (ProductVersion product : change.products()) {
      if (product.prices() instanceof DatedPrices.Published published) {
        for (T part : parts.apply(published.prices())) {
          all.add(new Part<>(product.product(), published.version(), part));
        }
      }
    }
    return all;
  }

  /**
   * @param ofTheBook columns that are the same in every row, and in the book's head
   */
  private void addAll(List<TableField<?, ?>> ofTheBook, Rows<?> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Field<?>> head = ofTheBook.stream().<Field<?>>map(ChangeRows::raised).toList();
    add(
        "added_" + rows.into().getName(),
        insertInto(rows.into())
            .columns(Stream.concat(ofTheBook.stream(), rows.columns().stream()).toList())
            .select(
                rows.columns().isEmpty()
                    ? select(head).from(RAISED)
                    : select(head).select(rows.values()).from(RAISED).crossJoin(rows.unnested()))
            .returning(inline(1)));
  }
}
