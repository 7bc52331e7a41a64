package io.tierline.pricing.feed.http;

import io.tierline.pricing.book.RecordedChange;
import io.tierline.pricing.feed.FeedBatch;
import io.tierline.pricing.feed.FeedFormat;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.feed.LiveStream.End;
import io.tierline.pricing.feed.ProductState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Feeds as an event stream (HTML Living Standard, section 9.2). Only the event that completes a
 * batch carries an id, so that a client that was interrupted in between is told the batch again.
 */
@Component
class ServerSentEvents implements FeedFormat {

  private static final byte[] STILL_HERE = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final JsonMapper json;

  ServerSentEvents(JsonMapper json) {
    this.json = json;
  }

  record ChangeSetEndJson(
      String from,
      String position,
      Instant freshAsOf,
      List<ChangeSetJson> changeSets,
      int products) {}

  record ChangeSetJson(UUID id, Instant effectiveFrom) {
    static ChangeSetJson of(RecordedChange change) {
      return new ChangeSetJson(change.changeSetId(), change.effectiveFrom());
    }
  }

  record ResetJson(FeedBatch.Reason reason, int products) {}

  record SnapshotEndJson(String position, Instant freshAsOf, int products) {}

  record WatermarkJson(String position, Instant freshAsOf) {}

  record EndJson(String reason) {}

  @Override
  public byte[] batch(FeedBatch batch) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    switch (batch) {
      case FeedBatch.Changes changes -> {
        products(written, changes.products());
        event(
            written,
            "change-set",
            changes.position().text(),
            new ChangeSetEndJson(
                changes.from().text(),
                changes.position().text(),
                changes.freshAsOf(),
                changes.changeSets().stream().map(ChangeSetJson::of).toList(),
                changes.products().size()));
      }
      case FeedBatch.Snapshot snapshot -> {
        event(written, "reset", null, new ResetJson(snapshot.reason(), snapshot.products().size()));
        products(written, snapshot.products());
        event(
            written,
            "snapshot",
            snapshot.position().text(),
            new SnapshotEndJson(
                snapshot.position().text(), snapshot.freshAsOf(), snapshot.products().size()));
      }
    }
    return written.toByteArray();
  }

  private void products(ByteArrayOutputStream written, List<ProductState> products) {
    products.forEach(product -> event(written, "prices", null, ProductStateJson.of(product)));
  }

  @Override
  public byte[] watermark(FeedPosition position, Instant freshAsOf) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    event(written, "watermark", null, new WatermarkJson(position.text(), freshAsOf));
    return written.toByteArray();
  }

  /** The first thing a client reads: how soon to come again when it was cut off. */
  byte[] start(Duration comeAgainAfter) {
    return "retry: %d\n\n".formatted(comeAgainAfter.toMillis()).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] end(End because) {
    return end(because.name());
  }

  byte[] tokenExpired() {
    return end("TOKEN_EXPIRED");
  }

  private byte[] end(String reason) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    event(written, "end", null, new EndJson(reason));
    return written.toByteArray();
  }

  /** A comment: says nothing, and finds out whether the client is still there. */
  byte[] stillHere() {
    return STILL_HERE.clone();
  }

  /** JSON holds no line end outside of strings, and none unescaped inside. */
  private void event(ByteArrayOutputStream written, String name, @Nullable String id, Object data) {
    StringBuilder head = new StringBuilder("event: ").append(name).append('\n');
    if (id != null) {
      head.append("id: ").append(id).append('\n');
    }
    written.writeBytes(head.append("data: ").toString().getBytes(StandardCharsets.UTF_8));
    written.writeBytes(json.writeValueAsBytes(data));
    written.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
  }
}
