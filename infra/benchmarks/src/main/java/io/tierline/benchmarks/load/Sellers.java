package io.tierline.benchmarks.load;

import java.sql.SQLException;

/**
 * Sellers with prices, written into the service's tables as it would have written them itself. One
 * operator with prices for sub-resellers, and partners of it.
 */
final class Sellers {

  static final long OPERATOR = 1;
  static final int SLABS = 4;

  /** A partner's id before its number. */
  static final long FIRST = 10_000;

  private static final String NOW = "date_trunc('milliseconds', now()) - interval '1 day'";

  private final Stage stage;

  Sellers(Stage stage) {
    this.stage = stage;
  }

  /** The operator, and partners that have no prices yet. */
  void signUp(int partners) throws SQLException {
    stage.sql(
        "insert into seller (seller_id, currency, country, status) values (%d, 'USD', 'SG', 'ACTIVE')"
            .formatted(OPERATOR),
        """
        insert into seller (seller_id, parent_id, currency, country, status)
        select %d + i, %d, 'USD', 'SG', 'ACTIVE' from generate_series(0, %d) i
        """
            .formatted(FIRST, OPERATOR, partners - 1));
    write("SUB_RESELLER", "select %d".formatted(OPERATOR), 0);
  }

  /**
   * Prices of all TLDs and actions for partners: of every {@code ownEvery}th for sub-resellers,
   * with four slabs; of the others for customers, at cost and a margin.
   */
  void price(int partners, int ownEvery) throws SQLException {
    String all = "select %d + i from generate_series(0, %d) i where i %% %d %s 0";
    write("CUSTOMER", all.formatted(FIRST, partners - 1, ownEvery, "<>"), 0);
    write("SUB_RESELLER", all.formatted(FIRST, partners - 1, ownEvery, "="), SLABS);
    stage.sql("vacuum analyze price_list_version", "analyze");
  }

  /**
   * In the order of the keys, without foreign keys: what they would check holds by construction.
   */
  private void write(String audience, String sellers, int slabs) throws SQLException {
    String of = "(%s) as of (seller_id)".formatted(sellers);
    stage.sql(
        "set session_replication_role = replica",
        "set synchronous_commit = off",
        """
        insert into price_book (seller_id, audience, currency, version)
        select seller_id, '%s', 'USD', 1 from %s
        """
            .formatted(audience, of),
        """
        insert into price_change (seller_id, audience, book_version, change_set_id, effective_from,
            recorded_at, recorded_by, reason, published_at)
        select seller_id, '%s', 1, uuidv7(), %s, %s, 'load', 'first prices', %s from %s
        """
            .formatted(audience, NOW, NOW, NOW, of),
        """
        insert into slab_list (seller_id, audience, book_version)
        select seller_id, '%s', 1 from %s where %d > 0
        """
            .formatted(audience, of, slabs),
        """
        insert into slab (seller_id, audience, book_version, number, receipts_at_least,
            web_services_orders_at_least)
        select seller_id, '%s', 1, number, number * 100000, number * 50
        from %s, generate_series(1, %d) number
        """
            .formatted(audience, of, slabs),
        // A fifth and more above the cost, another price at each seller, less in each slab.
        """
        insert into price_list_version (seller_id, audience, product, version, book_version,
            effective_from, withdrawn, actions, slabs, years, per_year)
        select seller_id, '%s', product, 1, 1, %s, false, array_agg(action order by action, slab),
            array_agg(slab order by action, slab), array_agg(1),
            array_agg(per_year * 12 / 10 + seller_id %% 97 + 10 * (%d - slab) order by action, slab)
        from %s, (select product, action, per_year from catalog_cost) cost,
            generate_series(0, %d) slab
        group by seller_id, product
        order by seller_id, product
        """
            .formatted(audience, NOW, slabs, of, slabs));
  }
}
