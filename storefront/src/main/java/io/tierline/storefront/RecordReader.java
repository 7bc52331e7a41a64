package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.WireNames;
import io.tierline.contracts.pricing.PriceListEvent;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/** Turns records of {@link PriceListEvent#TOPIC} into what they say, or says that it cannot. */
final class RecordReader {

  private static final String TYPE_HEADER = "ce_type";
  private static final String SEQUENCE_HEADER = "aggregate_seq";

  private final JsonMapper json =
      JsonMapper.builder()
          .addModule(
              new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING))
          .build();
  private final Set<SellerId> sellers;

  RecordReader(Set<SellerId> sellers) {
    this.sellers = sellers;
  }

  /** What a record says. */
  sealed interface Reading {

    /**
     * @param sequence the relay's number of the record within its key; 0 when it carried none
     */
    record Prices(PriceListEvent event, long sequence) implements Reading {}

    record Seen(Watermark watermark) implements Reading {}

    /** Something about a followed seller's price that this reader does not understand. */
    record UnreadablePrices(PriceKey key, long sequence, String why) implements Reading {}

    /** A watermark that could not be read: the next one makes up for it. */
    record UnreadableWatermark(String why) implements Reading {}

    /** It is about a seller that is not followed, or about none: its body was not looked at. */
    record OfOthers() implements Reading {}
  }

  Reading read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return new Reading.OfOthers();
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (key.startsWith(Watermark.KEY_PREFIX)) {
      return watermark(record);
    }
    return PriceKey.parse(key)
        .filter(priceKey -> sellers.contains(priceKey.seller()))
        .map(priceKey -> prices(priceKey, record))
        .orElseGet(Reading.OfOthers::new);
  }

  private Reading watermark(ConsumerRecord<byte[], byte[]> record) {
    String type = header(record, TYPE_HEADER);
    if (!WireNames.of(Watermark.class).equals(type)) {
      return new Reading.UnreadableWatermark("it is of type " + type);
    }
    try {
      return new Reading.Seen(read(record.value(), Watermark.class));
    } catch (JacksonException | IllegalArgumentException e) {
      return new Reading.UnreadableWatermark(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Every record under a key replaces what was known of it, so that one of an unknown type is as
   * much a reason for doubt as one that is broken.
   */
  private Reading prices(PriceKey key, ConsumerRecord<byte[], byte[]> record) {
    long sequence = sequence(record);
    String type = String.valueOf(header(record, TYPE_HEADER));
    var message = WireNames.recordOf(PriceListEvent.class, type);
    if (message.isEmpty()) {
      return new Reading.UnreadablePrices(key, sequence, "its type is " + type);
    }
    try {
      PriceListEvent event = read(record.value(), message.get());
      return PriceKey.of(event).equals(key)
          ? new Reading.Prices(event, sequence)
          : new Reading.UnreadablePrices(key, sequence, "its body is about " + event.key());
    } catch (JacksonException | IllegalArgumentException e) {
      return new Reading.UnreadablePrices(key, sequence, String.valueOf(e.getMessage()));
    }
  }

  private <T> T read(byte @Nullable [] body, Class<T> type) {
    T message = body == null ? null : json.readValue(body, type);
    if (message == null) {
      throw new IllegalArgumentException("it has no body");
    }
    return message;
  }

  private static long sequence(ConsumerRecord<byte[], byte[]> record) {
    String digits = header(record, SEQUENCE_HEADER);
    return digits != null && digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
