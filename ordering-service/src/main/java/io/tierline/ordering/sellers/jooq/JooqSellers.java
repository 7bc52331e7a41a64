package io.tierline.ordering.sellers.jooq;

import static io.tierline.ordering.db.Tables.SELLER;

import io.tierline.contracts.SellerId;
import io.tierline.ordering.sellers.Seller;
import io.tierline.ordering.sellers.Sellers;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
@Transactional
class JooqSellers implements Sellers {

  /** Deeper than any real tree; keeps a circle in wrong data from running for ever. */
  private static final int DEPTH_MAX = 64;

  private final DSLContext dsl;

  JooqSellers(DSLContext dsl) {
    this.dsl = dsl;
  }

  @Override
  public void save(Seller seller, Instant changedAt) {
    dsl.insertInto(SELLER)
        .set(SELLER.SELLER_ID, seller.id().value())
        .set(SELLER.PARENT_ID, value(seller.parentId()))
        .set(SELLER.STATE, seller.state().name())
        .set(SELLER.CHANGED_AT, changedAt)
        .onConflict(SELLER.SELLER_ID)
        .doUpdate()
        .set(SELLER.PARENT_ID, value(seller.parentId()))
        .set(SELLER.STATE, seller.state().name())
        .set(SELLER.CHANGED_AT, changedAt)
        .execute();
  }

  @Override
  public List<Seller> chain(SellerId seller) {
    return dsl.fetch(
            """
            with recursive chain as (
              select s.*, 0 as height from seller s where s.seller_id = ?
              union all
              select p.*, c.height + 1 from chain c join seller p on p.seller_id = c.parent_id
                where c.height < ?)
            select seller_id, parent_id, state from chain order by height\
            """,
            seller.value(),
            DEPTH_MAX)
        .map(JooqSellers::seller);
  }

  @Override
  public List<SellerId> tree(SellerId seller) {
    return dsl.fetch(
            """
            with recursive tree as (
              select s.seller_id, 0 as depth from seller s where s.seller_id = ?
              union all
              select c.seller_id, t.depth + 1 from tree t join seller c on c.parent_id = t.seller_id
                where t.depth < ?)
            select seller_id from tree\
            """,
            seller.value(),
            DEPTH_MAX)
        .map(row -> new SellerId(row.get("seller_id", Long.class)));
  }

  private static Seller seller(Record row) {
    Long parent = row.get("parent_id", Long.class);
    return new Seller(
        new SellerId(row.get("seller_id", Long.class)),
        parent == null ? null : new SellerId(parent),
        Seller.State.valueOf(row.get("state", String.class)));
  }

  private static @Nullable Long value(@Nullable SellerId id) {
    return id == null ? null : id.value();
  }
}
