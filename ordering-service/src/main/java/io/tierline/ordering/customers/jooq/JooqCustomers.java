package io.tierline.ordering.customers.jooq;

import static io.tierline.ordering.db.Sequences.CUSTOMER_ID;
import static io.tierline.ordering.db.Tables.CUSTOMER;
import static org.jooq.impl.DSL.noCondition;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.customers.Customer;
import io.tierline.ordering.customers.Customers;
import io.tierline.ordering.db.tables.records.CustomerRecord;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
@Transactional
class JooqCustomers implements Customers {

  private final DSLContext dsl;

  JooqCustomers(DSLContext dsl) {
    this.dsl = dsl;
  }

  @Override
  public CustomerId nextId() {
    return new CustomerId(dsl.nextval(CUSTOMER_ID));
  }

  @Override
  public void insert(Customer customer) {
    dsl.insertInto(CUSTOMER)
        .set(CUSTOMER.CUSTOMER_ID, customer.id().value())
        .set(CUSTOMER.SELLER_ID, customer.seller().value())
        .set(CUSTOMER.NAME, customer.name())
        .set(CUSTOMER.EMAIL, customer.email())
        .set(CUSTOMER.LANGUAGE, customer.language())
        .set(CUSTOMER.COUNTRY, customer.country())
        .set(CUSTOMER.REGION, customer.region())
        .set(CUSTOMER.TIME_ZONE, customer.timeZone().getId())
        .set(CUSTOMER.REGISTERED_AT, customer.registeredAt())
        .execute();
  }

  @Override
  public Optional<Customer> find(SellerId seller, CustomerId id) {
    return dsl.selectFrom(CUSTOMER)
        .where(CUSTOMER.CUSTOMER_ID.eq(id.value()))
        .and(CUSTOMER.SELLER_ID.eq(seller.value()))
        .fetchOptional(JooqCustomers::customer);
  }

  @Override
  public List<Customer> search(
      SellerId seller, @Nullable String text, @Nullable CustomerId after, int limit) {
    Condition matching =
        text == null
            ? noCondition()
            : CUSTOMER.NAME.containsIgnoreCase(text).or(CUSTOMER.EMAIL.containsIgnoreCase(text));
    return dsl.selectFrom(CUSTOMER)
        .where(CUSTOMER.SELLER_ID.eq(seller.value()))
        .and(matching)
        .and(after == null ? noCondition() : CUSTOMER.CUSTOMER_ID.gt(after.value()))
        .orderBy(CUSTOMER.CUSTOMER_ID)
        .limit(limit)
        .fetch(JooqCustomers::customer);
  }

  private static Customer customer(CustomerRecord row) {
    return new Customer(
        new CustomerId(row.getCustomerId()),
        new SellerId(row.getSellerId()),
        row.getName(),
        row.getEmail(),
        row.getLanguage(),
        row.getCountry(),
        row.getRegion(),
        ZoneId.of(row.getTimeZone()),
        row.getRegisteredAt());
  }
}
