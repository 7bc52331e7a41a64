package io.tierline.pricing.draft.jooq;

import static io.tierline.pricing.db.Tables.PRICE_DRAFT;
import static org.jooq.impl.DSL.noCondition;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.db.tables.records.PriceDraftRecord;
import io.tierline.pricing.draft.Draft;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.Draft.Mark;
import io.tierline.pricing.draft.Draft.Origin;
import io.tierline.pricing.draft.Drafts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The changes of a draft are one JSON value: nobody but the draft's own reader looks into it. */
@Repository
class JooqDrafts implements Drafts {

  /** They may be large, and a listing does not show them. */
  private static final List<Field<?>> WITHOUT_CHANGES =
      Arrays.stream(PRICE_DRAFT.fields())
          .<Field<?>>map(field -> field)
          .filter(field -> !field.equals(PRICE_DRAFT.CHANGES))
          .toList();

  private final DSLContext sql;
  private final JsonMapper json = JsonMapper.builder().build();

  JooqDrafts(DSLContext sql) {
    this.sql = sql;
  }

  private static Condition isOf(BookKey book) {
    return PRICE_DRAFT
        .SELLER_ID
        .eq(book.seller().value())
        .and(PRICE_DRAFT.AUDIENCE.eq(book.audience().name()));
  }

  private static Condition is(Head head) {
    return isOf(head.book()).and(PRICE_DRAFT.DRAFT_ID.eq(head.id()));
  }

  @Override
  public int count(BookKey book) {
    return sql.fetchCount(
        PRICE_DRAFT, isOf(book).and(PRICE_DRAFT.ORIGIN.ne(Origin.PROPOSAL.name())));
  }

  @Override
  public Draft add(Draft draft) {
    Head head = draft.head();
    PriceDraftRecord row = row(draft);
    row.setSellerId(head.book().seller().value());
    row.setAudience(head.book().audience().name());
    row.setCreatedAt(head.created().at());
    row.setCreatedBy(head.created().by());
    long id =
        sql.insertInto(PRICE_DRAFT)
            .set(row)
            .returningResult(PRICE_DRAFT.DRAFT_ID)
            .fetchSingle()
            .value1();
    return new Draft(
        new Head(
            id,
            head.book(),
            head.version(),
            head.baseVersion(),
            head.origin(),
            head.reason(),
            head.effectiveFrom(),
            head.created(),
            head.changed()),
        draft.changes());
  }

  /** What an edit can change. */
  private PriceDraftRecord row(Draft draft) {
    Head head = draft.head();
    PriceDraftRecord row = new PriceDraftRecord();
    row.setVersion(head.version());
    row.setBaseVersion(head.baseVersion());
    row.setOrigin(head.origin().name());
    row.setReason(head.reason());
    row.setEffectiveFrom(head.effectiveFrom());
    row.setChanges(JSONB.jsonb(json.writeValueAsString(draft.changes())));
    row.setChangedAt(head.changed().at());
    row.setChangedBy(head.changed().by());
    return row;
  }

  @Override
  public Optional<Draft> find(BookKey book, long id) {
    return sql.selectFrom(PRICE_DRAFT)
        .where(isOf(book))
        .and(PRICE_DRAFT.DRAFT_ID.eq(id))
        .fetchOptional(this::read);
  }

  @Override
  public Optional<Draft> lock(BookKey book, long id) {
    return sql.selectFrom(PRICE_DRAFT)
        .where(isOf(book))
        .and(PRICE_DRAFT.DRAFT_ID.eq(id))
        .forUpdate()
        .fetchOptional(this::read);
  }

  @Override
  public Optional<Draft> lockProposal(BookKey book) {
    return sql.selectFrom(PRICE_DRAFT)
        .where(isOf(book))
        .and(PRICE_DRAFT.ORIGIN.eq(Origin.PROPOSAL.name()))
        .forUpdate()
        .fetchOptional(this::read);
  }

  private Draft read(PriceDraftRecord row) {
    return new Draft(head(row), json.readValue(row.getChanges().data(), Changes.class));
  }

  private static Head head(PriceDraftRecord row) {
    return new Head(
        row.getDraftId(),
        new BookKey(new SellerId(row.getSellerId()), Audience.valueOf(row.getAudience())),
        row.getVersion(),
        row.getBaseVersion(),
        Origin.valueOf(row.getOrigin()),
        row.getReason(),
        row.getEffectiveFrom(),
        new Mark(row.getCreatedBy(), row.getCreatedAt()),
        new Mark(row.getChangedBy(), row.getChangedAt()));
  }

  @Override
  public List<Head> page(BookKey book, OptionalLong before, int limit) {
    return sql.select(WITHOUT_CHANGES)
        .from(PRICE_DRAFT)
        .where(isOf(book))
        .and(before.isPresent() ? PRICE_DRAFT.DRAFT_ID.lt(before.getAsLong()) : noCondition())
        .orderBy(PRICE_DRAFT.DRAFT_ID.desc())
        .limit(limit)
        .fetchInto(PRICE_DRAFT)
        .map(JooqDrafts::head);
  }

  @Override
  public void replace(Draft draft) {
    int replaced =
        sql.update(PRICE_DRAFT)
            .set(row(draft))
            .where(is(draft.head()))
            .and(PRICE_DRAFT.VERSION.eq(draft.head().version() - 1))
            .execute();
    if (replaced != 1) {
      throw new IllegalStateException("The draft %s was not locked".formatted(draft.head()));
    }
  }

  @Override
  public void remove(Draft draft) {
    sql.deleteFrom(PRICE_DRAFT).where(is(draft.head())).execute();
  }
}
