package io.tierline.messaging.inbox;

import io.tierline.messaging.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record says about itself, in a form that the database can keep whatever the record holds.
 *
 * @param aggregateId the key, or a stand-in where there is none that could be stored
 * @param eventId the message's id, or its place in the log where it names none
 * @param sequence its place in the aggregate's order; null where it names none
 * @param flaw why it cannot be read; null where nothing is missing so far
 */
record Envelope(
    String topic,
    String aggregateId,
    String eventId,
    @Nullable Long sequence,
    @Nullable String type,
    @Nullable String flaw) {

  private static final int KEY_LENGTH_MAX = 500;
  private static final int ID_LENGTH_MAX = 200;
  private static final int SEQUENCE_DIGITS_MAX = 18;

  static Envelope of(ConsumerRecord<String, byte[]> record) {
    String place = record.topic() + "/" + record.partition() + "/" + record.offset();
    String key = record.key();
    String id = Wire.text(record.headers(), Wire.ID);
    String type = Wire.text(record.headers(), Wire.TYPE);
    Long sequence = sequence(Wire.text(record.headers(), Wire.SEQUENCE));
    boolean idIsUsable = id != null && isStorable(id, ID_LENGTH_MAX);
    String flaw = null;
    if (key == null || !isStorable(key, KEY_LENGTH_MAX)) {
      flaw = "The record has no usable key";
    } else if (!idIsUsable) {
      flaw = "The header %s is missing or unusable".formatted(Wire.ID);
    } else if (type == null || type.isEmpty()) {
      flaw = "The header %s is missing".formatted(Wire.TYPE);
    } else if (sequence == null) {
      flaw = "The header %s is missing or no number".formatted(Wire.SEQUENCE);
    }
    return new Envelope(
        record.topic(),
        storableKey(key, record.partition()),
        idIsUsable && id != null ? id : place,
        sequence,
        type,
        flaw);
  }

  static boolean isWatermark(ConsumerRecord<String, byte[]> record) {
    return record.key() != null && record.key().startsWith(Wire.WATERMARK_KEY_PREFIX);
  }

  private static String storableKey(@Nullable String key, int partition) {
    if (key == null) {
      return "~no-key/" + partition;
    }
    return isStorable(key, KEY_LENGTH_MAX)
        ? key
        : "~unusable-key/" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isStorable(String text, int lengthMax) {
    return !text.isEmpty() && text.length() <= lengthMax && text.indexOf('\0') < 0;
  }

  private static @Nullable Long sequence(@Nullable String digits) {
    if (digits == null
        || digits.isEmpty()
        || digits.length() > SEQUENCE_DIGITS_MAX
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    return Long.valueOf(digits);
  }
}
