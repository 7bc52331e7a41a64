package io.tierline.messaging.wire;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Names on the wire: CloudEvents 1.0 in Kafka's binary mode, and what Tierline adds to it. */
public final class Wire {

  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String TIME = "ce_time";
  public static final String SUBJECT = "ce_subject";
  public static final String CONTENT_TYPE = "content-type";
  public static final String SELLER = "seller";
  public static final String SEQUENCE = "aggregate_seq";

  public static final String WATERMARK_TYPE = "messaging.watermark.v1";
  public static final String WATERMARK_KEY_PREFIX = "~watermark/";

  /** Of the mark without a body at which a generation of a topic begins. */
  public static final String GENERATION_KEY = WATERMARK_KEY_PREFIX + "generation";

  /** Fixed for ever: parts are the unit in which relays share work and watermarks speak. */
  public static final int PARTS = 64;

  private Wire() {}

  /**
   * The part of a key. Made of the bits Kafka's own partitioner uses, so that where the number of
   * partitions divides 64, a producer without a relay would choose the same partition.
   */
  public static int part(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return org.apache.kafka.common.utils.Utils.murmur2(bytes) & (PARTS - 1);
  }

  public static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
