package io.tierline.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One seller never sees another's rows, whatever the program asks for. */
@Tag("servers")
class RowLevelSecurityTest {

  private static final DSLContext OWNER = OrderingDatabase.shared().as("owner");
  private static final DSLContext APP = OrderingDatabase.shared().as("app");

  static List<String> tablesOfSellers() {
    return OWNER
        .fetch(
            """
            select c.relname from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'seller_id'
              where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace\
            """)
        .map(row -> row.get("relname", String.class));
  }

  @Test
  @DisplayName("Tenancy: every table with a seller in it is under row-level security")
  void everyTableWithASellerIsProtected() {
    assertThat(tablesOfSellers()).hasSizeGreaterThan(8);
    assertThat(
            OWNER.fetch(
                """
                select c.relname from pg_class c
                  join pg_attribute a on a.attrelid = c.oid and a.attname = 'seller_id'
                  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                    and not c.relrowsecurity\
                """))
        .isEmpty();
  }

  @Test
  @DisplayName("Tenancy: the service's roles cannot bypass row-level security")
  void theRolesCannotBypass() {
    assertThat(
            OWNER.fetch(
                "select rolname from pg_roles where rolname like 'ordering\\_%'"
                    + " and (rolsuper or rolbypassrls)"))
        .isEmpty();
  }

  /** One row of every table. */
  @BeforeAll
  static void aRowOfEveryTable() {
    OWNER.execute(
        """
        do $$
        declare
          s constant bigint := 990001;
          credit bigint;
          cash bigint;
        begin
          insert into ledger_account (seller_id, kind, holder_id, currency, opened_at)
            values (s, 'PARTNER_CREDIT', 990002, 'USD', now()) returning id into credit;
          insert into ledger_account (seller_id, kind, house_role, currency, opened_at)
            values (s, 'HOUSE', 'CASH', 'USD', now()) returning id into cash;
          perform ledger_record('POST', 'rls', 'rls', now(), null,
            array[cash], array[credit], array[100::bigint], array['USD'], array['paid']);
          insert into seller (seller_id, state, changed_at) values (s, 'ACTIVE', now());
          insert into api_key (key_id, seller_id) values ('rls', s);
          insert into partner_account (partner_id, seller_id, ledger_account_id, currency, opened_at)
            values (990002, s, credit, 'USD', now());
          insert into total_receipts_change (partner_id, seller_id, number, kind, receipt, amount,
              difference, total_after, author, reason, changed_at)
            values (990002, s, 1, 'RECEIPT', 1, 100, 100, 100, 'a', 'paid', now());
          insert into customer (customer_id, seller_id, name, email, language, country, time_zone, registered_at)
            values (990003, s, 'a', 'a@b', 'en', 'US', 'UTC', now());
          insert into customer_order (order_id, seller_id, customer_id, domain_name, agreement_version,
              agreed_at, state)
            values (990004, s, 990003, 'rls.com', '1', now(), 'REQUESTED');
          insert into order_action (action_id, seller_id, order_id, action, years, invoice_option,
              requested_at, state)
            values (990005, s, 990004, 'REGISTER', 1, 'NO_INVOICE', now(), 'DONE');
          insert into order_charge (action_id, item, position, seller_id, buyer_kind, buyer_id, amount,
              currency, lines)
            values (990005, 'DOMAIN', 0, s, 'CUSTOMER', 990003, 1, 'USD', '[]');
          insert into invoice (invoice_id, seller_id, buyer_kind, buyer_id, total, currency, description,
              lines, cause, state, raised_at)
            values (990006, s, 'CUSTOMER', 990003, 1, 'USD', 'a', '[]', 'rls', 'UNPAID', now());
        end $$\
        """);
  }

  @ParameterizedTest
  @MethodSource("tablesOfSellers")
  @DisplayName("Tenancy: a table shows its seller's rows to that seller and to nobody else")
  void rowsAreTheirSellersOnly(String table) {
    if (!mayRead(table)) {
      assertThat(table).isIn("api_key");
      return;
    }
    assertThat(seenBy("990001", table)).as("the test has a row of %s", table).isNotEmpty();
    assertThat(seenBy("990009", table)).isEmpty();
    assertThat(seenBy("", table)).isEmpty();
    assertThat(APP.fetch("select * from \"" + table + "\"")).isEmpty();
  }

  private static boolean mayRead(String table) {
    return Boolean.TRUE.equals(
        OWNER
            .fetchSingle("select has_table_privilege('ordering_app', ?, 'select') as may", table)
            .get("may", Boolean.class));
  }

  private static Result<Record> seenBy(String seller, String table) {
    return APP.transactionResult(
        transaction -> {
          transaction.dsl().execute("select set_config('tierline.seller', ?, true)", seller);
          return transaction.dsl().fetch("select * from \"" + table + "\"");
        });
  }
}
