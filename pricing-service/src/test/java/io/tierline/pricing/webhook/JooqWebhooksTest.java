package io.tierline.pricing.webhook;

import static io.tierline.pricing.db.Tables.WEBHOOK_ENDPOINT;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

class JooqWebhooksTest extends OnRealServers implements WebhooksBehaviour {

  @Autowired private Endpoints endpoints;
  @Autowired private Deliveries deliveries;
  @Autowired private DSLContext sql;

  /** Other tests work on everybody's deliveries. */
  @AfterEach
  void nobodyListensAnyMore() {
    inBackground(
        () ->
            sql.update(WEBHOOK_ENDPOINT)
                .set(WEBHOOK_ENDPOINT.DISABLED_BECAUSE, "the test is over")
                .set(WEBHOOK_ENDPOINT.DISABLED_AT, NOW)
                .where(WEBHOOK_ENDPOINT.DISABLED_AT.isNull())
                .execute());
  }

  @Override
  public Endpoints endpoints() {
    return endpoints;
  }

  @Override
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return inBackground(work);
  }

  @Override
  public <T> T inTransactionOf(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }
}
