package io.tierline.pricing.margin;

import static io.tierline.pricing.db.Tables.COST_CHANGE;
import static io.tierline.pricing.db.Tables.PRICE_CHANGE;
import static io.tierline.pricing.db.Tables.PRICE_LIST_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.catalog.CostSheet;
import io.tierline.pricing.catalog.RegistryCosts;
import io.tierline.pricing.margin.CostChanges.Step;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqCostChangesTest extends OnRealServers implements CostChangesBehaviour {

  @Autowired private CostChanges queue;
  @Autowired private RegistryCosts registryCosts;
  @Autowired private DSLContext sql;

  @Override
  public CostChanges queue() {
    return queue;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return inBackground(work);
  }

  @Override
  public SellerId knownOperator() {
    return anOperator();
  }

  @Override
  public void costsChange(SellerId operator, Instant at) {
    asSeller(
        operator,
        () -> {
          CostSheet before = registryCosts.latest(operator, "com");
          return registryCosts.record(
              operator,
              new CostSheet(
                  "com",
                  before.version() + 1,
                  Map.of(ProductAction.RENEW, Money.parse("USD 9.00"))),
              new RegistryCosts.Author("client-1", "because", at));
        });
  }

  @Test
  @DisplayName("PR-12 of two instances one has a seller's changes, and the other passes them over")
  void oneInstanceHasASellersChanges() {
    SellerId seller = anOperator();
    costsChange(seller, NOON);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      inBackground(
          () -> {
            assertThat(queue.lock(Step.ALERT, seller, NOON)).hasSize(1);
            costsChangeElsewhere(threads, seller);
            assertThat(
                    elsewhere(
                        threads,
                        () ->
                            inBackground(
                                () -> queue.lock(Step.ALERT, seller, NOON.plusSeconds(1)))))
                .isEmpty();
            return seller;
          });
    }

    assertThat(inBackground(() -> queue.lock(Step.ALERT, seller, NOON.plusSeconds(1)))).hasSize(2);
  }

  private void costsChangeElsewhere(ExecutorService threads, SellerId seller) {
    elsewhere(
        threads,
        () -> {
          costsChange(seller, NOON.plusSeconds(1));
          return seller;
        });
  }

  private static <T> T elsewhere(ExecutorService threads, Supplier<T> work) {
    try {
      return threads.submit(work::get).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("PR-1 PR-12 sellers see nothing of the queue, and the background may set no price")
  void theDatabaseKeepsTheBackgroundFromPrices() {
    SellerId seller = anOperator();
    costsChange(seller, NOON);

    assertThatThrownBy(() -> asSeller(seller, () -> sql.fetchCount(COST_CHANGE)))
        .hasStackTraceContaining("permission denied");
    for (var table : new org.jooq.Table<?>[] {PRICE_CHANGE, PRICE_LIST_VERSION}) {
      assertThatThrownBy(() -> inBackground(() -> sql.insertInto(table).defaultValues().execute()))
          .hasStackTraceContaining("permission denied");
    }
  }
}
