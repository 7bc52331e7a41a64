package io.tierline.pricing.webhook.jooq;

import static io.tierline.pricing.db.Tables.WEBHOOK_CHANGE;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.webhook.EndpointChange;
import org.jooq.DSLContext;

/** Only ever added to. */
final class WebhookTrail {

  private WebhookTrail() {}

  static void add(DSLContext sql, SellerId seller, long endpoint, EndpointChange change) {
    sql.insertInto(WEBHOOK_CHANGE)
        .set(WEBHOOK_CHANGE.SELLER_ID, seller.value())
        .set(WEBHOOK_CHANGE.ENDPOINT_ID, endpoint)
        .set(WEBHOOK_CHANGE.KIND, change.kind().name())
        .set(WEBHOOK_CHANGE.CHANGED_AT, change.mark().at())
        .set(WEBHOOK_CHANGE.CHANGED_BY, change.mark().by())
        .set(WEBHOOK_CHANGE.DETAIL, change.detail())
        .execute();
  }
}
