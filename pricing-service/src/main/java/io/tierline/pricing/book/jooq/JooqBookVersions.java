package io.tierline.pricing.book.jooq;

import static io.tierline.pricing.db.Tables.CATALOG_REVISION;
import static io.tierline.pricing.db.Tables.PRICE_BOOK;
import static io.tierline.pricing.db.Tables.RULE_SHEET;
import static io.tierline.pricing.db.Tables.TLD_STATUS_HEAD;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.OneStatement;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.BookVersions;
import io.tierline.pricing.jooq.ServingHistory;
import io.tierline.pricing.rule.RuleKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Repository
class JooqBookVersions implements BookVersions {

  private static final List<Field<String>> IN_BOOKS =
      Arrays.stream(RuleKind.values())
          .filter(RuleKind::isInBooks)
          .map(kind -> inline(kind.name()))
          .<Field<String>>map(name -> name)
          .toList();

  /** Far longer than the statement takes where nothing is wrong. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final OneStatement statement;
  private final AskedTogether<String, BookKey, Versions> together =
      new AskedTogether<>(this::read, PATIENCE);

  /** Asked for every quote: written once. Its only placeholder is an array of sellers. */
  private final String ofSellers;

  JooqBookVersions(DSLContext sql, OneStatement statement) {
    this.statement = statement;
    this.ofSellers =
        sql.select(
                PRICE_BOOK.SELLER_ID,
                PRICE_BOOK.AUDIENCE,
                PRICE_BOOK.VERSION,
                CATALOG_REVISION.REVISION,
                coalesce(
                    field(
                        select(sum(RULE_SHEET.VERSION))
                            .from(RULE_SHEET)
                            .where(RULE_SHEET.SELLER_ID.eq(PRICE_BOOK.SELLER_ID))
                            .and(RULE_SHEET.KIND.in(IN_BOOKS))),
                    inline(0)),
                coalesce(
                    field(
                        select(TLD_STATUS_HEAD.VERSION)
                            .from(TLD_STATUS_HEAD)
                            .where(TLD_STATUS_HEAD.SELLER_ID.eq(PRICE_BOOK.SELLER_ID))),
                    inline(0L)),
                ServingHistory.ID)
            .from(PRICE_BOOK)
            .crossJoin(CATALOG_REVISION)
            .where(PRICE_BOOK.SELLER_ID.eq(any(new Long[0])))
            .getSQL();
  }

  /** One seller's requests that have no transaction ask together, in that seller's scope. */
  @Override
  public Map<BookKey, Versions> of(Collection<BookKey> keys) {
    Optional<String> seller =
        TransactionSynchronizationManager.isActualTransactionActive()
            ? Optional.empty()
            : SellerScope.onlySeller();
    return seller.isEmpty() ? read(keys) : together.ask(seller.get(), keys);
  }

  private Map<BookKey, Versions> read(Collection<BookKey> keys) {
    long[] sellers = keys.stream().mapToLong(key -> key.seller().value()).distinct().toArray();
    Map<BookKey, Versions> versions = new LinkedHashMap<>();
    statement
        .read(ofSellers, JooqBookVersions::entry, (Object) sellers)
        .forEach(book -> versions.put(book.getKey(), book.getValue()));
    versions.keySet().retainAll(keys);
    return versions;
  }

  private static Map.Entry<BookKey, Versions> entry(ResultSet row) throws SQLException {
    return Map.entry(
        new BookKey(new SellerId(row.getLong(1)), Audience.valueOf(row.getString(2))),
        new Versions(
            row.getString(7), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
  }
}
