package io.tierline.ordering.orders.jooq;

import static io.tierline.ordering.db.Sequences.ORDER_ID;
import static io.tierline.ordering.db.Tables.CUSTOMER_ORDER;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.db.tables.records.CustomerOrderRecord;
import io.tierline.ordering.orders.Article;
import io.tierline.ordering.orders.DomainName;
import io.tierline.ordering.orders.Order;
import io.tierline.ordering.orders.Orders;
import io.tierline.ordering.orders.WebService;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
@Transactional
class JooqOrders implements Orders {

  private static final String REQUESTED = "REQUESTED";
  private static final String REGISTERED = "REGISTERED";
  private static final String NOT_REGISTERED = "NOT_REGISTERED";

  private final DSLContext dsl;

  JooqOrders(DSLContext dsl) {
    this.dsl = dsl;
  }

  @Override
  public OrderId nextId() {
    return new OrderId(dsl.nextval(ORDER_ID));
  }

  @Override
  public boolean insert(Order.Requested order) {
    Order.Terms terms = order.terms();
    return dsl.insertInto(CUSTOMER_ORDER)
            .set(CUSTOMER_ORDER.ORDER_ID, terms.id().value())
            .set(CUSTOMER_ORDER.SELLER_ID, terms.seller().value())
            .set(CUSTOMER_ORDER.CUSTOMER_ID, terms.customer().value())
            .set(
                CUSTOMER_ORDER.DOMAIN_NAME,
                terms.article() instanceof DomainName domain ? domain.ascii() : null)
            .set(
                CUSTOMER_ORDER.WEB_SERVICE,
                terms.article() instanceof WebService service ? service.code() : null)
            .set(CUSTOMER_ORDER.AGREEMENT_VERSION, terms.agreementVersion())
            .set(CUSTOMER_ORDER.AGREED_AT, terms.agreedAt())
            .set(CUSTOMER_ORDER.STATE, REQUESTED)
            .onConflict(CUSTOMER_ORDER.DOMAIN_NAME)
            .where(CUSTOMER_ORDER.STATE.ne(inline(NOT_REGISTERED)))
            .doNothing()
            .execute()
        == 1;
  }

  @Override
  public void save(Order order) {
    var update = dsl.update(CUSTOMER_ORDER);
    var set =
        switch (order) {
          case Order.Requested _ -> update.set(CUSTOMER_ORDER.STATE, REQUESTED);
          case Order.Registered registered ->
              update
                  .set(CUSTOMER_ORDER.STATE, REGISTERED)
                  .set(CUSTOMER_ORDER.EXPIRES_AT, registered.expiresAt())
                  .set(CUSTOMER_ORDER.AUTO_RENEW, registered.extras().autoRenew())
                  .set(CUSTOMER_ORDER.PRIVACY_UNTIL, registered.extras().privacyUntil());
          case Order.NotRegistered given ->
              update
                  .set(CUSTOMER_ORDER.STATE, NOT_REGISTERED)
                  .set(CUSTOMER_ORDER.REASON, given.reason());
        };
    set.where(CUSTOMER_ORDER.ORDER_ID.eq(order.terms().id().value())).execute();
  }

  @Override
  public Optional<Order> find(OrderId id) {
    return dsl.selectFrom(CUSTOMER_ORDER)
        .where(CUSTOMER_ORDER.ORDER_ID.eq(id.value()))
        .fetchOptional(JooqOrders::order);
  }

  @Override
  public Optional<Order> findAndLock(OrderId id) {
    return dsl.selectFrom(CUSTOMER_ORDER)
        .where(CUSTOMER_ORDER.ORDER_ID.eq(id.value()))
        .forNoKeyUpdate()
        .fetchOptional(JooqOrders::order);
  }

  @Override
  public List<Order> search(Search search) {
    List<Long> sellers = search.sellers().stream().map(SellerId::value).toList();
    return dsl.selectFrom(CUSTOMER_ORDER)
        .where(CUSTOMER_ORDER.SELLER_ID.in(sellers))
        .and(containing(search.domain()))
        .and(of(search.customer()))
        .and(below(search.before()))
        .orderBy(CUSTOMER_ORDER.ORDER_ID.desc())
        .limit(search.limit())
        .fetch(JooqOrders::order);
  }

  private static Condition containing(@Nullable String domain) {
    return domain == null
        ? noCondition()
        : CUSTOMER_ORDER.DOMAIN_NAME.contains(domain.toLowerCase(Locale.ROOT));
  }

  private static Condition of(@Nullable CustomerId customer) {
    return customer == null ? noCondition() : CUSTOMER_ORDER.CUSTOMER_ID.eq(customer.value());
  }

  private static Condition below(@Nullable OrderId before) {
    return before == null ? noCondition() : CUSTOMER_ORDER.ORDER_ID.lt(before.value());
  }

  static Article article(@Nullable String domainName, @Nullable String webService) {
    return domainName == null
        ? new WebService(Objects.requireNonNull(webService))
        : new DomainName(domainName);
  }

  private static Order order(CustomerOrderRecord row) {
    Order.Terms terms =
        new Order.Terms(
            new OrderId(row.getOrderId()),
            new SellerId(row.getSellerId()),
            new CustomerId(row.getCustomerId()),
            article(row.getDomainName(), row.getWebService()),
            row.getAgreementVersion(),
            row.getAgreedAt());
    return switch (row.getState()) {
      case REQUESTED -> new Order.Requested(terms);
      case REGISTERED ->
          new Order.Registered(
              terms,
              row.getExpiresAt(),
              new Order.Extras(row.getAutoRenew(), row.getPrivacyUntil()));
      case NOT_REGISTERED -> new Order.NotRegistered(terms, row.getReason());
      default -> throw new IllegalStateException("Unknown state of an order: " + row.getState());
    };
  }
}
