package io.tierline.ordering.invoices.jooq;

import static io.tierline.ordering.db.Sequences.INVOICE_ID;
import static io.tierline.ordering.db.Tables.INVOICE;
import static org.jooq.impl.DSL.noCondition;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.db.tables.records.InvoiceRecord;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.InvoiceLine;
import io.tierline.ordering.invoices.Invoices;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
@Transactional
class JooqInvoices implements Invoices {

  private static final TypeReference<List<InvoiceLine>> LINES = new TypeReference<>() {};

  private final DSLContext dsl;
  private final JsonMapper json;

  JooqInvoices(DSLContext dsl, JsonMapper json) {
    this.dsl = dsl;
    this.json = json;
  }

  @Override
  public InvoiceId nextNumber() {
    return new InvoiceId(dsl.nextval(INVOICE_ID));
  }

  @Override
  public void insert(Invoice invoice) {
    dsl.insertInto(INVOICE)
        .set(INVOICE.INVOICE_ID, invoice.id().value())
        .set(INVOICE.SELLER_ID, invoice.seller().value())
        .set(INVOICE.BUYER_KIND, invoice.buyer().kind())
        .set(INVOICE.BUYER_ID, invoice.buyer().number())
        .set(INVOICE.TOTAL, invoice.total().getAmountMinorLong())
        .set(INVOICE.CURRENCY, invoice.total().getCurrencyUnit().getCode())
        .set(INVOICE.DESCRIPTION, invoice.description())
        .set(INVOICE.LINES, JSONB.jsonb(json.writeValueAsString(invoice.lines())))
        .set(INVOICE.CAUSE, invoice.cause())
        .set(INVOICE.ACTION_ID, invoice.actionId())
        .set(INVOICE.STATE, invoice.state().name())
        .set(INVOICE.RAISED_AT, invoice.raisedAt())
        .set(INVOICE.PAID_AT, invoice.paidAt())
        .execute();
  }

  @Override
  public Optional<Invoice> find(InvoiceId id) {
    return dsl.selectFrom(INVOICE)
        .where(INVOICE.INVOICE_ID.eq(id.value()))
        .fetchOptional(this::invoice);
  }

  @Override
  public Optional<Invoice> findAndLock(InvoiceId id) {
    return dsl.selectFrom(INVOICE)
        .where(INVOICE.INVOICE_ID.eq(id.value()))
        .forUpdate()
        .fetchOptional(this::invoice);
  }

  @Override
  public void paid(InvoiceId id, Instant at) {
    dsl.update(INVOICE)
        .set(INVOICE.STATE, Invoice.State.PAID.name())
        .set(INVOICE.PAID_AT, at)
        .where(INVOICE.INVOICE_ID.eq(id.value()))
        .execute();
  }

  @Override
  public void cancelled(InvoiceId id) {
    dsl.update(INVOICE)
        .set(INVOICE.STATE, Invoice.State.CANCELLED.name())
        .where(INVOICE.INVOICE_ID.eq(id.value()))
        .and(INVOICE.STATE.eq(Invoice.State.UNPAID.name()))
        .execute();
  }

  @Override
  public List<Invoice> raisedBy(SellerId seller, @Nullable InvoiceId before, int limit) {
    return page(INVOICE.SELLER_ID.eq(seller.value()), before, limit);
  }

  @Override
  public List<Invoice> raisedTo(SellerId buyer, @Nullable InvoiceId before, int limit) {
    Condition toBuyer =
        INVOICE.BUYER_KIND.eq("SUB_RESELLER").and(INVOICE.BUYER_ID.eq(buyer.value()));
    return page(toBuyer, before, limit);
  }

  private List<Invoice> page(Condition whose, @Nullable InvoiceId before, int limit) {
    return dsl.selectFrom(INVOICE)
        .where(whose)
        .and(before == null ? noCondition() : INVOICE.INVOICE_ID.lt(before.value()))
        .orderBy(INVOICE.INVOICE_ID.desc())
        .limit(limit)
        .fetch(this::invoice);
  }

  private Invoice invoice(InvoiceRecord row) {
    return new Invoice(
        new InvoiceId(row.getInvoiceId()),
        new SellerId(row.getSellerId()),
        Buyer.of(row.getBuyerKind(), row.getBuyerId()),
        json.readValue(row.getLines().data(), LINES),
        row.getCause(),
        row.getActionId(),
        Invoice.State.valueOf(row.getState()),
        row.getRaisedAt(),
        row.getPaidAt());
  }
}
