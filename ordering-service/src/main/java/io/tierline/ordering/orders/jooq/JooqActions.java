package io.tierline.ordering.orders.jooq;

import static io.tierline.ordering.db.Sequences.ACTION_ID;
import static io.tierline.ordering.db.Tables.CUSTOMER_ORDER;
import static io.tierline.ordering.db.Tables.ORDER_ACTION;
import static io.tierline.ordering.db.Tables.ORDER_CHARGE;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.db.tables.records.OrderActionRecord;
import io.tierline.ordering.db.tables.records.OrderChargeRecord;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.invoices.InvoiceLine;
import io.tierline.ordering.ledger.AccountId;
import io.tierline.ordering.ledger.PostingId;
import io.tierline.ordering.orders.Action;
import io.tierline.ordering.orders.ActionId;
import io.tierline.ordering.orders.Actions;
import io.tierline.ordering.orders.Charge;
import io.tierline.ordering.orders.InvoiceOption;
import io.tierline.ordering.orders.Item;
import io.tierline.ordering.orders.OrderSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
@Transactional
class JooqActions implements Actions {

  private static final TypeReference<List<InvoiceLine>> LINES = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};
  private static final String AWAITING_FUNDS = "AWAITING_FUNDS";
  private static final String AWAITING_PAYMENT = "AWAITING_PAYMENT";
  private static final String AWAITING_REGISTRY = "AWAITING_REGISTRY";
  private static final String DONE = "DONE";
  private static final String FAILED = "FAILED";

  /** Waiting between attempts doubles this often. */
  private static final int DOUBLINGS_MAX = 6;

  private final DSLContext dsl;
  private final JsonMapper json;

  private final OrderSettings settings;

  JooqActions(DSLContext dsl, JsonMapper json, OrderSettings settings) {
    this.dsl = dsl;
    this.json = json;
    this.settings = settings;
  }

  @Override
  public ActionId nextId() {
    return new ActionId(dsl.nextval(ACTION_ID));
  }

  @Override
  public void insert(Action.Open action) {
    Action.Terms terms = action.terms();
    OrderActionRecord row = dsl.newRecord(ORDER_ACTION);
    row.setActionId(terms.id().value());
    row.setSellerId(terms.seller().value());
    row.setOrderId(terms.order().value());
    row.setAction(terms.action().name());
    row.setYears(terms.years());
    row.setExpiryBefore(terms.expiryBefore());
    row.setPrivacyActionId(terms.privacy() == null ? null : terms.privacy().value());
    row.setAutoRenew(terms.autoRenew());
    row.setDiscount(terms.discount());
    row.setAttributes(JSONB.jsonb(json.writeValueAsString(terms.attributes())));
    row.setRequestedAt(terms.requestedAt());
    setState(row, action);
    dsl.insertInto(ORDER_ACTION)
        .set(row)
        .set(ORDER_ACTION.NEXT_ATTEMPT_AT, nextAttempt(action))
        .execute();
    insertCharges(action);
  }

  @Override
  public void save(Action action) {
    OrderActionRecord row = dsl.newRecord(ORDER_ACTION);
    setState(row, action);
    dsl.update(ORDER_ACTION)
        .set(row)
        .set(ORDER_ACTION.ATTEMPTS, 0)
        .set(ORDER_ACTION.NEXT_ATTEMPT_AT, nextAttempt(action))
        .where(ORDER_ACTION.ACTION_ID.eq(action.terms().id().value()))
        .execute();
    if (action instanceof Action.Open) {
      dsl.deleteFrom(ORDER_CHARGE)
          .where(ORDER_CHARGE.ACTION_ID.eq(action.terms().id().value()))
          .execute();
      insertCharges(action);
    }
  }

  /** Who placed it asks the registry first; the recovery only when nothing has come of that. */
  private Field<Instant> nextAttempt(Action action) {
    long millis =
        action instanceof Action.AwaitingRegistry ? settings.recoverAfter().toMillis() : 0;
    return DSL.field(
        "clock_timestamp() + {0} * interval '1 millisecond'", SQLDataType.INSTANT, val(millis));
  }

  private static void setState(OrderActionRecord row, Action action) {
    row.setInvoiceOption(action.terms().invoiceOption().name());
    row.setShortAccountId(null);
    row.setFundsNeeded(null);
    row.setFundsCurrency(null);
    row.setGiveUpAt(action instanceof Action.Waiting waiting ? waiting.giveUpAt() : null);
    row.setReason(null);
    switch (action) {
      case Action.AwaitingFunds funds -> {
        row.setState(AWAITING_FUNDS);
        row.setShortAccountId(funds.shortAccount().value());
        row.setFundsNeeded(funds.needed().getAmountMinorLong());
        row.setFundsCurrency(funds.needed().getCurrencyUnit().getCode());
      }
      case Action.AwaitingPayment _ -> row.setState(AWAITING_PAYMENT);
      case Action.AwaitingRegistry registry -> {
        row.setState(AWAITING_REGISTRY);
        row.setHoldId(registry.hold() == null ? null : registry.hold().value());
        row.setWithdrawFrom(registry.withdrawFrom());
        row.setRegistryCost(registry.cost().getAmountMinorLong());
        row.setRegistryCurrency(registry.cost().getCurrencyUnit().getCode());
      }
      case Action.Done done -> {
        row.setState(DONE);
        row.setEndedAt(done.endedAt());
      }
      case Action.Failed failed -> {
        row.setState(FAILED);
        row.setEndedAt(failed.endedAt());
        row.setReason(failed.reason());
      }
    }
  }

  private void insertCharges(Action action) {
    for (Charge charge : action.charges()) {
      dsl.insertInto(ORDER_CHARGE)
          .set(ORDER_CHARGE.ACTION_ID, action.terms().id().value())
          .set(ORDER_CHARGE.ITEM, charge.item().name())
          .set(ORDER_CHARGE.POSITION, charge.position())
          .set(ORDER_CHARGE.SELLER_ID, charge.seller().value())
          .set(ORDER_CHARGE.BUYER_KIND, charge.buyer().kind())
          .set(ORDER_CHARGE.BUYER_ID, charge.buyer().number())
          .set(ORDER_CHARGE.AMOUNT, charge.total().getAmountMinorLong())
          .set(ORDER_CHARGE.CURRENCY, charge.total().getCurrencyUnit().getCode())
          .set(ORDER_CHARGE.LINES, JSONB.jsonb(json.writeValueAsString(charge.lines())))
          .set(ORDER_CHARGE.INVOICE_ID, charge.invoice() == null ? null : charge.invoice().value())
          .execute();
    }
  }

  @Override
  public Optional<Action> find(ActionId id) {
    return one(ORDER_ACTION.ACTION_ID.eq(id.value()));
  }

  @Override
  public Optional<Action> latest(OrderId order) {
    return one(ORDER_ACTION.ORDER_ID.eq(order.value()));
  }

  @Override
  public Optional<Action> open(OrderId order) {
    return one(ORDER_ACTION.ORDER_ID.eq(order.value()).and(ORDER_ACTION.STATE.notIn(DONE, FAILED)));
  }

  private Optional<Action> one(Condition which) {
    return dsl.select(ORDER_ACTION.fields())
        .select(CUSTOMER_ORDER.CUSTOMER_ID, CUSTOMER_ORDER.DOMAIN_NAME, CUSTOMER_ORDER.WEB_SERVICE)
        .from(ORDER_ACTION)
        .join(CUSTOMER_ORDER)
        .on(CUSTOMER_ORDER.ORDER_ID.eq(ORDER_ACTION.ORDER_ID))
        .where(which)
        .orderBy(ORDER_ACTION.ACTION_ID.desc())
        .limit(1)
        .fetchOptional(this::action);
  }

  @Override
  public List<ActionId> takeAwaitingRegistry(Duration again, int max) {
    return take(
        again, max, "a.state = 'AWAITING_REGISTRY' and a.next_attempt_at <= clock_timestamp()");
  }

  @Override
  public List<ActionId> takeFundable(Duration again, Duration reprice, int max) {
    return take(
        again,
        max,
        """
        a.state = 'AWAITING_FUNDS' and a.next_attempt_at <= clock_timestamp()
          and (exists (select from ledger_account l where l.id = a.short_account_id
              and l.posted - l.pending + l.credit_limit >= a.funds_needed)
            or a.next_attempt_at <= clock_timestamp() - ? * interval '1 millisecond')\
        """,
        reprice.toMillis());
  }

  @Override
  public List<ActionId> takeGivenUp(Instant now, Duration again, int max) {
    return take(
        again,
        max,
        "a.give_up_at <= ?::timestamptz and a.next_attempt_at <= clock_timestamp()",
        now.toString());
  }

  private List<ActionId> take(Duration again, int max, String which, Object... values) {
    return dsl.fetch(
            """
            update order_action taken
              set attempts = taken.attempts + 1,
                  next_attempt_at = clock_timestamp()
                    + ? * interval '1 millisecond' * power(2, least(taken.attempts, ?))
              where taken.action_id in (
                select a.action_id from order_action a where %s
                  order by a.next_attempt_at for update skip locked limit ?)
              returning taken.action_id\
            """
                .formatted(which),
            Stream.of(Stream.of(again.toMillis(), DOUBLINGS_MAX), Stream.of(values), Stream.of(max))
                .flatMap(part -> part)
                .toArray())
        .map(row -> new ActionId(row.get("action_id", Long.class)));
  }

  @Override
  public int countAwaitingRegistry() {
    return dsl.fetchCount(ORDER_ACTION, ORDER_ACTION.STATE.eq(AWAITING_REGISTRY));
  }

  private Action action(Record joined) {
    OrderActionRecord row = joined.into(ORDER_ACTION);
    Action.Terms terms =
        new Action.Terms(
            new ActionId(row.getActionId()),
            new OrderId(row.getOrderId()),
            new SellerId(row.getSellerId()),
            new CustomerId(joined.get(CUSTOMER_ORDER.CUSTOMER_ID)),
            JooqOrders.article(
                joined.get(CUSTOMER_ORDER.DOMAIN_NAME), joined.get(CUSTOMER_ORDER.WEB_SERVICE)),
            ProductAction.valueOf(row.getAction()),
            row.getYears(),
            row.getExpiryBefore(),
            InvoiceOption.valueOf(row.getInvoiceOption()),
            actionId(row.getPrivacyActionId()),
            row.getAutoRenew(),
            row.getDiscount(),
            json.readValue(row.getAttributes().data(), ATTRIBUTES),
            row.getRequestedAt());
    List<Charge> charges = charges(terms.id());
    return switch (row.getState()) {
      case AWAITING_FUNDS ->
          new Action.AwaitingFunds(
              terms,
              charges,
              new AccountId(row.getShortAccountId()),
              Money.ofMinor(CurrencyUnit.of(row.getFundsCurrency()), row.getFundsNeeded()),
              row.getGiveUpAt());
      case AWAITING_PAYMENT -> new Action.AwaitingPayment(terms, charges, row.getGiveUpAt());
      case AWAITING_REGISTRY ->
          new Action.AwaitingRegistry(
              terms,
              charges,
              row.getHoldId() == null ? null : new PostingId(row.getHoldId()),
              row.getWithdrawFrom(),
              Money.ofMinor(CurrencyUnit.of(row.getRegistryCurrency()), row.getRegistryCost()));
      case DONE -> new Action.Done(terms, charges, row.getEndedAt());
      case FAILED -> new Action.Failed(terms, charges, row.getReason(), row.getEndedAt());
      default -> throw new IllegalStateException("Unknown state of an action: " + row.getState());
    };
  }

  private List<Charge> charges(ActionId action) {
    return dsl.selectFrom(ORDER_CHARGE)
        .where(ORDER_CHARGE.ACTION_ID.eq(action.value()))
        .orderBy(ORDER_CHARGE.ITEM, ORDER_CHARGE.POSITION)
        .fetch(this::charge);
  }

  private Charge charge(OrderChargeRecord row) {
    return new Charge(
        Item.valueOf(row.getItem()),
        row.getPosition(),
        new SellerId(row.getSellerId()),
        Buyer.of(row.getBuyerKind(), row.getBuyerId()),
        json.readValue(row.getLines().data(), LINES),
        row.getInvoiceId() == null ? null : new InvoiceId(row.getInvoiceId()));
  }

  private static @Nullable ActionId actionId(@Nullable Long value) {
    return value == null ? null : new ActionId(value);
  }
}
