package io.tierline.onboarding.audit.jooq;

import static io.tierline.onboarding.db.Tables.AUDIT_ENTRY;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.db.tables.records.AuditEntryRecord;
import java.util.List;
import org.jooq.DSLContext;

/** {@link AuditTrail} over the table {@code audit_entry}. */
public class JooqAuditTrail implements AuditTrail {

  private final DSLContext sql;

  public JooqAuditTrail(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public void add(AuditEntry entry) {
    SellerId parent = entry.parentId();
    sql.insertInto(AUDIT_ENTRY)
        .set(AUDIT_ENTRY.SELLER_ID, entry.sellerId().value())
        .set(AUDIT_ENTRY.PARENT_ID, parent == null ? null : parent.value())
        .set(AUDIT_ENTRY.SUBJECT, entry.subject())
        .set(AUDIT_ENTRY.WHAT, entry.change().what())
        .set(AUDIT_ENTRY.FROM_STATE, entry.change().from())
        .set(AUDIT_ENTRY.TO_STATE, entry.change().to())
        .set(AUDIT_ENTRY.WHO, entry.who().name())
        .set(AUDIT_ENTRY.ORIGIN, entry.who().origin())
        .set(AUDIT_ENTRY.WHY, entry.why())
        .set(AUDIT_ENTRY.AT, entry.at())
        .execute();
  }

  @Override
  public List<AuditEntry> of(SellerId seller, String subject) {
    return sql.selectFrom(AUDIT_ENTRY)
        .where(AUDIT_ENTRY.SELLER_ID.eq(seller.value()), AUDIT_ENTRY.SUBJECT.eq(subject))
        .orderBy(AUDIT_ENTRY.ENTRY_ID)
        .limit(ENTRIES_MAX)
        .fetch(JooqAuditTrail::entry);
  }

  private static AuditEntry entry(AuditEntryRecord row) {
    Long parent = row.getParentId();
    return new AuditEntry(
        new SellerId(row.getSellerId()),
        parent == null ? null : new SellerId(parent),
        row.getSubject(),
        new AuditEntry.Change(row.getWhat(), row.getFromState(), row.getToState()),
        new Actor(row.getWho(), row.getOrigin()),
        row.getWhy(),
        row.getAt());
  }
}
