package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tierline.kit.shop.Things;
import io.tierline.kit.tenancy.OneStatement;
import io.tierline.kit.tenancy.SellerScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@ShopTest
@DisplayName("One seller never sees another's rows")
class TenancyTest {

  @Autowired Things things;
  @Autowired JdbcClient jdbc;
  @Autowired OneStatement statement;
  @Autowired PlatformTransactionManager transactions;

  @Autowired
  @Qualifier("appPool")
  HikariDataSource appPool;

  @Test
  void aSellerSeesItsOwnRowsOnly() {
    SellerScope.asSeller("2001", () -> things.add(2001, "mine"));
    SellerScope.asSeller("2002", () -> things.add(2002, "theirs"));

    assertThat(SellerScope.asSeller("2001", things::names)).containsExactly("mine");
    assertThat(SellerScope.asSeller("2002", things::names)).containsExactly("theirs");
  }

  @Test
  void aSellerCannotWriteARowOfAnother() {
    assertThatThrownBy(() -> SellerScope.asSeller("2003", () -> things.add(2004, "smuggled")))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("row-level security");
    assertThat(SellerScope.asSeller("2004", things::names)).isEmpty();
  }

  @Test
  void aSellerCannotGiveARowAway() {
    SellerScope.asSeller("2005", () -> things.add(2005, "kept"));

    assertThatThrownBy(
            () -> inTransactionOf("2005", () -> run("update thing set seller_id = 2006")))
        .hasStackTraceContaining("row-level security");
  }

  @Test
  void outsideAnyScopeNothingIsSeen() {
    SellerScope.asSeller("2007", () -> things.add(2007, "hidden"));

    assertThat(things.names()).isEmpty();
    assertThat(things.namesWithoutTransaction()).isEmpty();
  }

  @Test
  void outsideATransactionASellerSeesNothing() {
    SellerScope.asSeller("2008", () -> things.add(2008, "hidden"));

    assertThat(SellerScope.asSeller("2008", things::namesWithoutTransaction)).isEmpty();
  }

  @Test
  void theBackgroundSeesAllAndRemembersWhoAsked() {
    SellerScope.asSeller("2009", () -> things.add(2009, "of 2009"));
    SellerScope.asSeller("2010", () -> things.add(2010, "of 2010"));

    assertThat(SellerScope.inBackground(things::names)).contains("of 2009", "of 2010");
    Optional<String> asked =
        SellerScope.asSeller("2009", () -> SellerScope.inBackground(SellerScope::seller));
    assertThat(asked).contains("2009");
    assertThat(SellerScope.seller()).isEmpty();
  }

  @Test
  void scopesNestAndEnd() {
    SellerScope.asSeller("2011", () -> things.add(2011, "outer"));
    SellerScope.asSeller("2012", () -> things.add(2012, "inner"));

    SellerScope.asSeller(
        "2011",
        () -> {
          assertThat(SellerScope.asSeller("2012", things::names)).containsExactly("inner");
          assertThat(things.names()).containsExactly("outer");
        });
  }

  @Test
  void anotherScopeInsideARunningTransactionIsRefused() {
    assertThatThrownBy(() -> inTransactionOf("2013", () -> SellerScope.inBackground(things::names)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open the scope first");
    assertThatThrownBy(
            () -> inTransactionOf("2013", () -> SellerScope.asSeller("2014", things::names)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                new TransactionTemplate(transactions)
                    .executeWithoutResult(_ -> SellerScope.asSeller("2014", things::names)))
        .isInstanceOf(IllegalStateException.class);
    inTransactionOf("2013", () -> SellerScope.asSeller("2013", things::names));
  }

  @Test
  void oneStatementSeesTheRowsOfItsSellerOnly() {
    SellerScope.asSeller("2021", () -> things.add(2021, "mine"));
    SellerScope.asSeller("2022", () -> things.add(2022, "theirs"));

    assertThat(SellerScope.asSeller("2021", this::namesInOneStatement)).containsExactly("mine");
    assertThat(SellerScope.asSeller("2022", this::namesInOneStatement)).containsExactly("theirs");
    assertThat(namesInOneStatement()).isEmpty();
    assertThat(SellerScope.inBackground(this::namesInOneStatement)).contains("mine", "theirs");
  }

  @Test
  void oneStatementLeavesNoSellerOnTheConnection() {
    SellerScope.asSeller("2023", () -> things.add(2023, "hidden"));

    for (int i = 0; i < 20; i++) {
      assertThat(SellerScope.asSeller("2023", this::namesInOneStatement)).containsExactly("hidden");
      assertThat(things.namesWithoutTransaction()).isEmpty();
      assertThat(SellerScope.asSeller("2023", things::namesWithoutTransaction)).isEmpty();
    }
  }

  @Test
  void oneStatementThatFailsLeavesNoSellerEither() {
    SellerScope.asSeller("2024", () -> things.add(2024, "hidden"));

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  SellerScope.asSeller(
                      "2024", () -> statement.read("select 1 / 0", row -> row.getString(1))))
          .isInstanceOf(DataAccessException.class);
      assertThat(things.namesWithoutTransaction()).isEmpty();
    }
  }

  @Test
  void oneStatementInATransactionIsOneOfIt() {
    inTransactionOf(
        "2025",
        () -> {
          things.add(2025, "not committed");
          assertThat(namesInOneStatement()).containsExactly("not committed");
          assertThat(things.names()).containsExactly("not committed");
        });
  }

  @Test
  void oneStatementKeepsItsSellerHoweverOftenItIsSent() {
    SellerScope.asSeller("2027", () -> things.add(2027, "mine"));

    for (int i = 0; i < 20; i++) {
      assertThat(
              SellerScope.asSeller(
                  "2027",
                  () ->
                      statement.read(
                          "select name from thing where name = ? and ? > 0 and 1 = any (?)",
                          row -> row.getString(1),
                          "mine",
                          7L,
                          new long[] {1})))
          .containsExactly("mine");
    }
    assertThatThrownBy(() -> statement.read("select ?", row -> row.getString(1), Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> namesInOneStatement() {
    return statement.read(
        "select name from thing where name <> all (?) order by id",
        row -> row.getString(1),
        (Object) new String[] {"none of these", "nor these"});
  }

  @ParameterizedTest
  @CsvSource({
    "ISOLATION_DEFAULT, read committed",
    "ISOLATION_READ_COMMITTED, read committed",
    "ISOLATION_REPEATABLE_READ, repeatable read",
    "ISOLATION_SERIALIZABLE, serializable"
  })
  void aTransactionIsAsIsolatedAsItWasAskedToBe(String asked, String isolation) {
    TransactionTemplate isolated = new TransactionTemplate(transactions);
    isolated.setIsolationLevelName(asked);
    isolated.setReadOnly(true);
    SellerScope.asSeller("2026", () -> things.add(2026, "mine"));

    SellerScope.asSeller(
        "2026",
        () ->
            isolated.executeWithoutResult(
                _ -> {
                  assertThat(setting("transaction_isolation")).isEqualTo(isolation);
                  assertThat(setting("transaction_read_only")).isEqualTo("on");
                  assertThat(things.names()).containsOnly("mine");
                }));
    SellerScope.inBackground(
        () ->
            isolated.executeWithoutResult(
                _ -> assertThat(setting("transaction_isolation")).isEqualTo(isolation)));
    assertThat(setting("transaction_isolation")).isEqualTo("read committed");
    assertThat(setting("transaction_read_only")).isEqualTo("off");
  }

  @Test
  void anInnerTransactionHasAnIsolationOfItsOwn() {
    TransactionTemplate inner = new TransactionTemplate(transactions);
    inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    inner.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);

    inTransactionOf(
        "2028",
        () -> {
          inner.executeWithoutResult(
              _ -> assertThat(setting("transaction_isolation")).isEqualTo("repeatable read"));
          assertThat(setting("transaction_isolation")).isEqualTo("read committed");
        });
  }

  private String setting(String name) {
    return jdbc.sql("select current_setting(?)").param(name).query(String.class).single();
  }

  @Test
  void aSuspendedTransactionKeepsItsSeller() {
    TransactionTemplate other = new TransactionTemplate(transactions);
    other.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    SellerScope.asSeller("2015", () -> things.add(2015, "kept"));

    inTransactionOf(
        "2015",
        () -> {
          List<String> seen = other.execute(_ -> things.names());
          assertThat(seen).containsExactly("kept");
          assertThat(things.names()).containsExactly("kept");
        });
  }

  @Test
  void nothingLeaksBetweenUsesOfOneConnection() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> uses = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        long seller = 3000L + i % 20;
        uses.add(
            threads.submit(
                () -> {
                  String name = "of " + seller;
                  SellerScope.asSeller(
                      Long.toString(seller),
                      () -> {
                        things.add(seller, name);
                        assertThat(things.names()).containsOnly(name);
                      });
                  assertThat(things.namesWithoutTransaction()).isEmpty();
                }));
      }
      for (Future<?> use : uses) {
        use.get();
      }
    }
    assertThat(appPool.getHikariPoolMXBean().getTotalConnections()).isLessThanOrEqualTo(10);
  }

  @Test
  void aSettingLeftOnTheConnectionDoesNotCountInTheNextTransaction() {
    SellerScope.asSeller("2016", () -> things.add(2016, "hidden"));
    TransactionTemplate transaction = new TransactionTemplate(transactions);

    List<String> seen =
        transaction.execute(
            _ -> {
              run("select set_config('tierline.seller', '2016', false)");
              return things.names();
            });
    assertThat(seen).containsExactly("hidden");
    for (int i = 0; i < 20; i++) {
      List<String> seenLater = transaction.execute(_ -> things.names());
      assertThat(seenLater).isEmpty();
    }
    // Clean up after this test's own mischief.
    for (int i = 0; i < 20; i++) {
      run("select set_config('tierline.seller', '', false)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set role kit_jobs",
        "set role kit_owner",
        "set role postgres",
        "set session authorization kit_jobs",
        "alter table thing disable row level security",
        "drop policy thing_of_seller on thing",
        "alter role kit_app bypassrls",
        "grant kit_jobs to kit_app",
        "create table mine (id int)",
        "truncate thing",
        "delete from service_kit.answer",
        "select * from flyway_schema_history"
      })
  void theAppRoleCannot(String statement) {
    assertThatThrownBy(() -> inTransactionOf("2017", () -> run(statement)))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageMatching("(?s).*(permission denied|must be owner|must be able).*");
  }

  @Test
  void withoutRowSecurityTheAppRoleGetsAnErrorInsteadOfRows() {
    assertThatThrownBy(
            () ->
                inTransactionOf(
                    "2018",
                    () -> {
                      run("set local row_security = off");
                      things.names();
                    }))
        .hasStackTraceContaining("row-level security");
  }

  @Test
  void theRolesHaveNoRightsBeyondTheirTables() {
    List<String> roles =
        SellerScope.inBackground(
            () ->
                jdbc.sql(
                        "select rolname from pg_roles where rolname like 'kit\\_%' and (rolsuper"
                            + " or rolbypassrls or rolcreaterole or rolreplication)")
                    .query((row, _) -> row.getString(1))
                    .list());
    assertThat(roles).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-1", "1001 ", "１２", "1'; drop table thing; --", "1234567890123456789"})
  void aScopeNeedsASellerId(String sellerId) {
    assertThatThrownBy(() -> SellerScope.asSeller(sellerId, things::names))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void inTransactionOf(String seller, Runnable work) {
    SellerScope.asSeller(
        seller, () -> new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run()));
  }

  private void run(String statement) {
    if (statement.startsWith("select")) {
      jdbc.sql(statement).query().listOfRows();
    } else {
      jdbc.sql(statement).update();
    }
  }
}
