package io.tierline.pricing.webhook.http;

import io.tierline.contracts.Audience;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.RecordedChange;
import io.tierline.pricing.feed.FeedBatch;
import io.tierline.pricing.feed.FeedHeads;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.feed.ProductState;
import io.tierline.pricing.feed.http.ProductStateJson;
import io.tierline.pricing.webhook.DeliveryFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is posted to endpoints. */
@Component
class DeliveryJson implements DeliveryFormat {

  /** A larger change names its products only: the receiver reads the snapshot. */
  private static final int PRODUCTS_MAX = 50;

  private static final int BODY_MAX_BYTES = 256 * 1024;

  private final JsonMapper json;

  DeliveryJson(JsonMapper json) {
    this.json = json;
  }

  /**
   * @param from the position that the receiver has acknowledged
   * @param products what changed
   * @param prices the same products, whole; null when they are too much: the snapshot is to be read
   */
  record ChangedJson(
      String type,
      String id,
      Audience audience,
      String from,
      String position,
      Instant freshAsOf,
      List<UUID> changeSets,
      List<String> products,
      @Nullable List<ProductStateJson> prices) {}

  /** The snapshot is to be read, and what was known to be forgotten. */
  record ResetJson(
      String type,
      String id,
      Audience audience,
      FeedBatch.Reason reason,
      String position,
      Instant freshAsOf) {}

  record HeartbeatJson(
      String type, String id, Instant freshAsOf, Map<Audience, String> positions) {}

  @Override
  public String batch(String messageId, Audience audience, FeedBatch batch) {
    return switch (batch) {
      case FeedBatch.Changes changes -> {
        String whole =
            changes.products().size() > PRODUCTS_MAX
                ? null
                : json.writeValueAsString(
                    changed(
                        messageId,
                        changes,
                        changes.products().stream().map(ProductStateJson::of).toList()));
        yield whole == null || whole.getBytes(StandardCharsets.UTF_8).length > BODY_MAX_BYTES
            ? json.writeValueAsString(changed(messageId, changes, null))
            : whole;
      }
      case FeedBatch.Snapshot snapshot ->
          json.writeValueAsString(
              new ResetJson(
                  "price-list.reset",
                  messageId,
                  audience,
                  snapshot.reason(),
                  snapshot.position().text(),
                  snapshot.freshAsOf()));
    };
  }

  private static ChangedJson changed(
      String messageId, FeedBatch.Changes changes, @Nullable List<ProductStateJson> prices) {
    return new ChangedJson(
        "price-list.changed",
        messageId,
        changes.position().book().audience(),
        changes.from().text(),
        changes.position().text(),
        changes.freshAsOf(),
        changes.changeSets().stream().map(RecordedChange::changeSetId).toList(),
        names(changes.products()),
        prices);
  }

  private static List<String> names(List<ProductState> products) {
    return products.stream().map(product -> product.terms().product()).toList();
  }

  @Override
  public String heartbeat(String messageId, FeedHeads heads, Collection<Audience> audiences) {
    Map<Audience, String> positions = new TreeMap<>();
    for (Map.Entry<BookKey, FeedPosition> head : heads.positions().entrySet()) {
      if (audiences.contains(head.getKey().audience())) {
        positions.put(head.getKey().audience(), head.getValue().text());
      }
    }
    return json.writeValueAsString(
        new HeartbeatJson("heartbeat", messageId, heads.freshAsOf(), positions));
  }
}
