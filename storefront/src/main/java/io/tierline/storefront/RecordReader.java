package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.WireNames;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import io.tierline.contracts.pricing.TldStatusEvent;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/** Turns records of the {@link Followed} topics into what they say, or says that it cannot. */
final class RecordReader {

  private static final String TYPE_HEADER = "ce_type";
  private static final String TIME_HEADER = "ce_time";
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

    record Prices(PriceListEvent event, Origin origin) implements Reading {}

    record Specific(SpecificPricesPublished published, Origin origin) implements Reading {}

    record Statuses(TldStatusesPublished published, Origin origin) implements Reading {}

    record OfTld(TldListed listed, Origin origin) implements Reading {}

    record Seen(Watermark watermark) implements Reading {}

    /** Something under a followed key that this reader does not understand. */
    record Unreadable(Subject subject, long sequence, String why) implements Reading {}

    /** A watermark that could not be read: the next one makes up for it. */
    record UnreadableWatermark(String why) implements Reading {}

    /** It is about a seller that is not followed, or about none: its body was not looked at. */
    record OfOthers() implements Reading {}
  }

  /** What a record is about, as its key says. */
  sealed interface Subject {

    record Product(PriceKey key) implements Subject {}

    record Buyer(BuyerKey key) implements Subject {}

    record Seller(SellerId seller) implements Subject {}

    record Tld(String tld) implements Subject {}
  }

  Reading read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return new Reading.OfOthers();
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (key.equals(Watermark.GENERATION_KEY)) {
      return new Reading.OfOthers();
    }
    if (key.startsWith(Watermark.KEY_PREFIX)) {
      return watermark(record);
    }
    return subject(Followed.of(record.topic()), key)
        .map(subject -> read(subject, record))
        .orElseGet(Reading.OfOthers::new);
  }

  private Optional<Subject> subject(Followed topic, String key) {
    return switch (topic) {
      case PRICE_LISTS ->
          PriceKey.parse(key)
              .filter(parsed -> sellers.contains(parsed.seller()))
              .map(Subject.Product::new);
      case SPECIFIC_PRICES ->
          BuyerKey.parse(key)
              .filter(parsed -> sellers.contains(parsed.seller()))
              .map(Subject.Buyer::new);
      case TLD_STATUSES ->
          sellers.stream()
              .filter(seller -> seller.toString().equals(key))
              .findFirst()
              .map(Subject.Seller::new);
      case TLDS -> Optional.of(new Subject.Tld(key));
    };
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

  private Reading read(Subject subject, ConsumerRecord<byte[], byte[]> record) {
    Origin origin = new Origin(sequence(record), writtenAt(record));
    if (isOrderedByTheRelay(subject) && origin.sequence() == 0) {
      return new Reading.Unreadable(subject, 0, "it carries no " + SEQUENCE_HEADER);
    }
    return switch (subject) {
      case Subject.Product(var key) ->
          read(
              new Wanted<>(PriceListEvent.class, subject, event -> PriceKey.of(event).equals(key)),
              record,
              event -> new Reading.Prices(event, origin));
      case Subject.Buyer _ ->
          read(
              new Wanted<>(SpecificPriceEvent.class, subject, event -> isKey(event.key(), record)),
              record,
              event ->
                  switch (event) {
                    case SpecificPricesPublished published ->
                        new Reading.Specific(published, origin);
                  });
      case Subject.Seller _ ->
          read(
              new Wanted<>(TldStatusEvent.class, subject, event -> isKey(event.key(), record)),
              record,
              event ->
                  switch (event) {
                    case TldStatusesPublished published -> new Reading.Statuses(published, origin);
                  });
      case Subject.Tld _ ->
          read(
              new Wanted<>(TldEvent.class, subject, event -> isKey(event.tld(), record)),
              record,
              event ->
                  switch (event) {
                    case TldListed listed -> new Reading.OfTld(listed, origin);
                  });
    };
  }

  /** Nobody could say whether one without a number came before or after what is known. */
  private static boolean isOrderedByTheRelay(Subject subject) {
    return switch (subject) {
      case Subject.Product _ -> false;
      case Subject.Buyer _, Subject.Seller _, Subject.Tld _ -> true;
    };
  }

  /**
   * @param isAboutIt whether a body is about what its key says
   */
  private record Wanted<E>(Class<E> family, Subject subject, Function<E, Boolean> isAboutIt) {}

  private static boolean isKey(String key, ConsumerRecord<byte[], byte[]> record) {
    return key.equals(new String(record.key(), StandardCharsets.UTF_8));
  }

  /**
   * Every record under a key replaces what was known of it, so that one of an unknown type is as
   * much a reason for doubt as one that is broken.
   */
  private <E> Reading read(
      Wanted<E> wanted, ConsumerRecord<byte[], byte[]> record, Function<E, Reading> reading) {
    String type = String.valueOf(header(record, TYPE_HEADER));
    var message = WireNames.recordOf(wanted.family(), type);
    if (message.isEmpty()) {
      return unreadable(wanted, record, "its type is " + type);
    }
    try {
      E event = read(record.value(), message.get());
      return wanted.isAboutIt().apply(event)
          ? reading.apply(event)
          : unreadable(wanted, record, "its body is about something else than its key");
    } catch (JacksonException | IllegalArgumentException e) {
      return unreadable(wanted, record, String.valueOf(e.getMessage()));
    }
  }

  private static <E> Reading unreadable(
      Wanted<E> wanted, ConsumerRecord<byte[], byte[]> record, String why) {
    return new Reading.Unreadable(wanted.subject(), sequence(record), why);
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

  /** Null where it is missing or no time: only the measuring of delays needs it. */
  private static @Nullable Instant writtenAt(ConsumerRecord<byte[], byte[]> record) {
    String time = header(record, TIME_HEADER);
    try {
      return time == null ? null : Instant.parse(time);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
