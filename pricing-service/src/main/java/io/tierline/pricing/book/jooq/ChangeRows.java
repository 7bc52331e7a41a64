package io.tierline.pricing.book.jooq;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.book.PriceChange;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Writes a change with all that belongs to it by one statement, be it one price or a whole book:
 * one way to the database, and the rows of a kind go there as arrays. So the statement is the same
 * for every change, and is written down once: to put it together anew took more of the processor
 * than to send it. Keys and rules are looked at when it ends.
 */
final class ChangeRows {

  /** Without the book's head at its new version nothing else is written. */
  private static final String WRITE =
      """
      with raised as (
        update price_book set version = ? where seller_id = ? and audience = ? and version = ?
        returning seller_id, audience, version as book_version
      ), added_change as (
        insert into price_change (seller_id, audience, book_version, change_set_id, effective_from, recorded_at,
            recorded_by, reason, published_at)
        select seller_id, audience, book_version, ?::uuid, ?::timestamptz, ?::timestamptz, ?, ?, ?::timestamptz
          from raised
      ), added_slab_list as (
        insert into slab_list (seller_id, audience, book_version)
        select seller_id, audience, book_version from raised where ?
      ), added_slabs as (
        insert into slab (seller_id, audience, book_version, number, receipts_at_least, web_services_orders_at_least)
        select seller_id, audience, book_version, number, receipts, orders
          from raised, unnest(?, ?, ?) as slabs (number, receipts, orders)
      ), added_versions as (
        insert into price_list_version (seller_id, audience, book_version, product, version, effective_from, withdrawn,
            application_fee, actions, slabs, years, per_year)
        select seller_id, audience, book_version, product, version, effective_from::timestamptz, withdrawn, fee,
            actions::varchar[], slabs::smallint[], years::smallint[], per_year::bigint[]
          from raised, unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
            as versions (product, version, effective_from, withdrawn, fee, actions, slabs, years, per_year)
      ), added_promos as (
        insert into promo (seller_id, audience, product, version, promo_id, name, per_year, actions, starts_at, ends_at)
        select seller_id, audience, product, version, id::uuid, name, per_year, string_to_array(actions, ','),
            starts_at::timestamptz, ends_at::timestamptz
          from raised, unnest(?, ?, ?, ?, ?, ?, ?, ?)
            as promos (product, version, id, name, per_year, actions, starts_at, ends_at)
      )
      select book_version from raised
      """;

  /** However a change came, the same prices are told in the same order. */
  private static final Comparator<PriceCell> ORDER =
      Comparator.comparing((PriceCell cell) -> cell.action().name())
          .thenComparing(PriceCell::slab)
          .thenComparing(PriceCell::years);

  private final PreparedStatement statement;
  private int place;

  private ChangeRows(PreparedStatement statement) {
    this.statement = statement;
  }

  /**
   * @param publishedAt null while it waits
   * @return whether the book was at the version before the change
   */
  static boolean write(JdbcOperations jdbc, PriceChange change, @Nullable Instant publishedAt) {
    return jdbc.query(
                WRITE,
                statement -> {
                  new ChangeRows(statement).bind(change, publishedAt);
                },
                (row, _) -> row.getLong(1))
            .size()
        == 1;
  }

  private void bind(PriceChange change, @Nullable Instant publishedAt) throws SQLException {
    add(change.bookVersion());
    add(change.book().seller().value());
    add(change.book().audience().name());
    add(change.bookVersion() - 1);
    add(change.changeSetId());
    add(change.effectiveFrom().atOffset(ZoneOffset.UTC));
    add(change.author().at().atOffset(ZoneOffset.UTC));
    add(change.author().name());
    add(change.author().reason());
    add(publishedAt == null ? null : publishedAt.atOffset(ZoneOffset.UTC));
    List<Slab> slabs =
        change.slabs() instanceof SlabList.Replaced(List<Slab> replaced) ? replaced : List.of();
    add(change.slabs() instanceof SlabList.Replaced);
    addAll("smallint", slabs, Slab::number);
    addAll("bigint", slabs, Slab::receiptsAtLeast);
    addAll("integer", slabs, Slab::webServicesOrdersAtLeast);
    bindVersions(change.products());
    bindPromos(promos(change));
  }

  private void bindVersions(List<ProductVersion> products) throws SQLException {
    addAll("text", products, ProductVersion::product);
    addAll("bigint", products, product -> product.prices().version());
    addAll("text", products, product -> product.prices().effectiveFrom());
    addAll("boolean", products, product -> product.prices() instanceof DatedPrices.Withdrawn);
    addAll("bigint", products, ChangeRows::feeOf);
    List<List<PriceCell>> prices = products.stream().map(ChangeRows::inOrder).toList();
    addAll("text", prices, each(PriceCell::action));
    addAll("text", prices, each(PriceCell::slab));
    addAll("text", prices, each(PriceCell::years));
    addAll("text", prices, each(PriceCell::perYear));
  }

  private static @Nullable Long feeOf(ProductVersion product) {
    return product.prices() instanceof DatedPrices.Published published
        ? published.prices().applicationFee()
        : null;
  }

  private static List<PriceCell> inOrder(ProductVersion product) {
    return product.prices() instanceof DatedPrices.Published published
        ? published.prices().cells().stream().sorted(ORDER).toList()
        : List.of();
  }

  /**
   * An array as text: the arrays of several versions differ in length, which those of SQL do not.
   */
  private static Function<List<PriceCell>, @Nullable Object> each(Function<PriceCell, ?> part) {
    return prices ->
        prices.stream().map(part).map(Object::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private void bindPromos(List<PromoOf> promos) throws SQLException {
    addAll("text", promos, PromoOf::product);
    addAll("bigint", promos, PromoOf::version);
    addAll("text", promos, promo -> promo.promo().id());
    addAll("text", promos, promo -> promo.promo().name());
    addAll("bigint", promos, promo -> promo.promo().perYear());
    addAll("text", promos, promo -> actions(promo.promo()));
    addAll("text", promos, promo -> promo.promo().start());
    addAll("text", promos, promo -> promo.promo().end());
  }

  private static String actions(Promo promo) {
    return promo.actions().stream()
        .sorted()
        .map(ProductAction::name)
        .collect(Collectors.joining(","));
  }

  /** A promo of a product's new version. */
  private record PromoOf(String product, long version, Promo promo) {}

  private static List<PromoOf> promos(PriceChange change) {
    List<PromoOf> promos = new ArrayList<>();
    for (ProductVersion product : change.products()) {
      if (product.prices() instanceof DatedPrices.Published published) {
        for (Promo promo : published.prices().promos()) {
          promos.add(new PromoOf(product.product(), published.version(), promo));
        }
      }
    }
    return promos;
  }

  private void add(@Nullable Object value) throws SQLException {
    statement.setObject(++place, value);
  }

  private <T> void addAll(String type, List<T> rows, Function<T, @Nullable Object> value)
      throws SQLException {
    @Nullable Object[] values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    statement.setArray(++place, statement.getConnection().createArrayOf(type, values));
  }
}
