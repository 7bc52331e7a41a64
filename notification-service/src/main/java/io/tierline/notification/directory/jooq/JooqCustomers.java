package io.tierline.notification.directory.jooq;

import static io.tierline.notification.db.Tables.CUSTOMER;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import io.tierline.notification.db.tables.records.CustomerRecord;
import io.tierline.notification.directory.Customer;
import io.tierline.notification.directory.Customers;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

@Component
final class JooqCustomers implements Customers {

  private final DSLContext db;

  JooqCustomers(DSLContext db) {
    this.db = db;
  }

  @Override
  public void keep(Customer customer) {
    CustomerRecord row = new CustomerRecord();
    row.setCustomerId(customer.id().value());
    row.setSellerId(customer.sellerId().value());
    row.setName(customer.name());
    row.setEmail(customer.email());
    row.setLanguage(customer.language());
    row.setCountry(customer.country());
    row.setTimeZone(customer.timeZone());
    db.insertInto(CUSTOMER).set(row).onConflict(CUSTOMER.CUSTOMER_ID).doUpdate().set(row).execute();
  }

  @Override
  public Optional<Customer> find(CustomerId id) {
    return db.selectFrom(CUSTOMER)
        .where(CUSTOMER.CUSTOMER_ID.eq(id.value()))
        .fetchOptional(
            row ->
                new Customer(
                    new CustomerId(row.getCustomerId()),
                    new SellerId(row.getSellerId()),
                    row.getName(),
                    row.getEmail(),
                    row.getLanguage(),
                    row.getCountry(),
                    row.getTimeZone()));
  }
}
