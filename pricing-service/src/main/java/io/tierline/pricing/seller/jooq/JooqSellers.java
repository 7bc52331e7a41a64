package io.tierline.pricing.seller.jooq;

import static io.tierline.pricing.db.Tables.SELLER;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.jooq.WrittenOnce;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.jooq.DSLContext;
import org.jooq.Record5;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqSellers implements Sellers {

  private final DSLContext sql;
  private final WrittenOnce<Record5<Long, Long, String, String, String>> byId;

  JooqSellers(DSLContext sql) {
    this.sql = sql;
    this.byId =
        new WrittenOnce<>(
            sql,
            select(
                    SELLER.SELLER_ID,
                    SELLER.PARENT_ID,
                    SELLER.CURRENCY,
                    SELLER.COUNTRY,
                    SELLER.STATUS)
                .from(SELLER)
                .where(SELLER.SELLER_ID.eq(0L)));
  }

  @Override
  public Optional<Seller> find(SellerId id) {
    return byId.fetch(id.value()).stream().map(JooqSellers::read).findFirst();
  }

  @Override
  public List<Seller> pathUp(SellerId id) {
    var path = name("path");
    var sellerId = field(name("path", "seller_id"), Long.class);
    var parentId = field(name("path", "parent_id"), Long.class);
    var currency = field(name("path", "currency"), String.class);
    var country = field(name("path", "country"), String.class);
    var status = field(name("path", "status"), String.class);
    var depth = field(name("path", "depth"), Integer.class);
    return sql.withRecursive(
            path.fields("seller_id", "parent_id", "currency", "country", "status", "depth")
                .as(
                    select(
                            SELLER.SELLER_ID,
                            SELLER.PARENT_ID,
                            SELLER.CURRENCY,
                            SELLER.COUNTRY,
                            SELLER.STATUS,
                            inline(0))
                        .from(SELLER)
                        .where(SELLER.SELLER_ID.eq(id.value()))
                        .unionAll(
                            select(
                                    SELLER.SELLER_ID,
                                    SELLER.PARENT_ID,
                                    SELLER.CURRENCY,
                                    SELLER.COUNTRY,
                                    SELLER.STATUS,
                                    depth.plus(1))
                                .from(table(path))
                                .join(SELLER)
                                .on(SELLER.SELLER_ID.eq(parentId))
                                .where(depth.lt(DEPTH_MAX)))))
        .select(sellerId, parentId, currency, country, status)
        .from(table(path))
        .orderBy(depth)
        .fetch(JooqSellers::read);
  }

  @Override
  public void put(Seller seller) {
    @Nullable Long parent = seller.parent() == null ? null : seller.parent().value();
    sql.insertInto(SELLER)
        .set(SELLER.SELLER_ID, seller.id().value())
        .set(SELLER.PARENT_ID, parent)
        .set(SELLER.CURRENCY, seller.currency().getCode())
        .set(SELLER.COUNTRY, seller.country())
        .set(SELLER.STATUS, seller.status().name())
        .onConflict(SELLER.SELLER_ID)
        .doUpdate()
        .set(SELLER.PARENT_ID, parent)
        .set(SELLER.CURRENCY, seller.currency().getCode())
        .set(SELLER.COUNTRY, seller.country())
        .set(SELLER.STATUS, seller.status().name())
        .execute();
  }

  private static Seller read(Record5<Long, Long, String, String, String> row) {
    @Nullable Long parent = row.value2();
    return new Seller(
        new SellerId(row.value1()),
        parent == null ? null : new SellerId(parent),
        CurrencyUnit.of(row.value3()),
        row.value4(),
        Seller.Status.valueOf(row.value5()));
  }
}
