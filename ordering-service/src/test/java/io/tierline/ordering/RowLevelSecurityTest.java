package io.tierline.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jooq.DSLContext;
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

  @ParameterizedTest
  @MethodSource("tablesOfSellers")
  @DisplayName("Tenancy: without a seller the application's role sees nothing of a table")
  void withoutASellerNothingIsSeen(String table) {
    boolean mayRead =
        Boolean.TRUE.equals(
            OWNER
                .fetchSingle(
                    "select has_table_privilege('ordering_app', ?, 'select') as may", table)
                .get("may", Boolean.class));

    if (mayRead) {
      assertThat(APP.fetch("select * from \"" + table + "\"")).isEmpty();
    } else {
      assertThat(table).isEqualTo("api_key");
    }
  }
}
