package io.tierline.messaging.parking.http;

import io.tierline.messaging.BackgroundWork;
import io.tierline.messaging.parking.DiscardParkedRecord;
import io.tierline.messaging.parking.ParkedHeaders;
import io.tierline.messaging.parking.ParkedKey;
import io.tierline.messaging.parking.ParkedRecord;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.Replay;
import io.tierline.messaging.parking.ReplayParkedKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What waits because it could not act, and what the installation's own staff can do about it. Not
 * for operators: several share an installation, and a record may be any seller's.
 */
@RestController
@RequestMapping("/v1/ops/parked")
@PreAuthorize("hasAuthority('SCOPE_installation')")
class ParkedController {

  private static final int LIMIT_MAX = 200;
  private static final int WHY_LENGTH_MAX = 500;

  private final Reading reading;
  private final ReplayParkedKey replays;
  private final DiscardParkedRecord discards;

  /** How parked records are read. */
  record Reading(
      ParkedRecords records, BackgroundWork background, TransactionOperations transactions) {

    <T> T inBackground(Supplier<T> query) {
      AtomicReference<@Nullable T> result = new AtomicReference<>();
      background.run(() -> result.set(transactions.execute(_ -> query.get())));
      T read = result.get();
      if (read == null) {
        throw new IllegalStateException("Background work that did not run");
      }
      return read;
    }
  }

  /**
   * A page of keys with parked records.
   *
   * @param next value of {@code after} for the next page; null at the end
   */
  record Keys(List<Key> items, @Nullable String next) {}

  /** A key of which records wait. */
  record Key(
      String consumer,
      String topic,
      String aggregateId,
      long records,
      Instant since,
      String firstId,
      String reason,
      @Nullable String error) {}

  /**
   * A parked record.
   *
   * @param payload as text, with what is no UTF-8 replaced
   */
  record Parked(
      String id,
      String consumer,
      String topic,
      String aggregateId,
      @Nullable String sequence,
      String eventId,
      int partition,
      String offset,
      Map<String, String> headers,
      @Nullable String payload,
      String reason,
      @Nullable String error,
      Instant parkedAt,
      @Nullable Resolved resolved) {}

  /** How it ended. */
  record Resolved(String state, Instant at, String by, @Nullable String why) {}

  /**
   * @param acceptGaps go on although records before the first parked one never came
   */
  record ReplayRequest(
      @Nullable String consumer,
      @Nullable String topic,
      @Nullable String aggregateId,
      @Nullable Boolean acceptGaps) {}

  /**
   * @param stoppedAt id of the record that could not act this time either
   */
  record ReplayAnswer(int replayed, @Nullable String stoppedAt, @Nullable String why) {}

  record DiscardRequest(@Nullable String why) {}

  ParkedController(Reading reading, ReplayParkedKey replays, DiscardParkedRecord discards) {
    this.reading = reading;
    this.replays = replays;
    this.discards = discards;
  }

  @GetMapping
  Keys list(
      @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "50") int limit) {
    int atMost = Math.clamp(limit, 1, LIMIT_MAX);
    List<ParkedKey> keys = reading.inBackground(() -> reading.records().keys(after, atMost));
    return new Keys(
        keys.stream().map(ParkedController::toKey).toList(),
        keys.size() < atMost ? null : Long.toString(keys.getLast().headId()));
  }

  @GetMapping("/{id}")
  Parked show(@PathVariable long id) {
    return reading
        .inBackground(() -> reading.records().find(id))
        .map(ParkedController::toParked)
        .orElseThrow(() -> notParked(id));
  }

  @PostMapping("/replay")
  ReplayAnswer replay(@RequestBody ReplayRequest request, Principal staff) {
    ParkedKey.Name key =
        new ParkedKey.Name(
            required("consumer", request.consumer()),
            required("topic", request.topic()),
            required("aggregateId", request.aggregateId()));
    Replay.Gaps gaps =
        Boolean.TRUE.equals(request.acceptGaps()) ? Replay.Gaps.ACCEPT : Replay.Gaps.STOP;
    ReplayParkedKey.Result result = replays.replay(key, gaps, staff.getName());
    ParkedRecord stopped = result.stoppedAt();
    return new ReplayAnswer(
        result.replayed(),
        stopped == null ? null : Long.toString(stopped.id()),
        why(result.last()));
  }

  @PostMapping("/{id}/discard")
  Parked discard(@PathVariable long id, @RequestBody DiscardRequest request, Principal staff) {
    String why = required("why", request.why());
    return switch (discards.discard(id, staff.getName(), why)) {
      case DiscardParkedRecord.Result.Discarded _ -> show(id);
      case DiscardParkedRecord.Result.NotParked _ -> throw notParked(id);
      case DiscardParkedRecord.Result.NotFirst(long firstId) ->
          throw problem(
              HttpStatus.CONFLICT,
              "parked-record-not-first",
              "Record %d of the same key comes first; replay or discard that one before."
                  .formatted(firstId));
    };
  }

  private static @Nullable String why(Replay.Outcome outcome) {
    return switch (outcome) {
      case Replay.Outcome.Applied _, Replay.Outcome.ResolvedAlready _ -> null;
      case Replay.Outcome.NotReached _ ->
          "No listener of this service reads for that consumer any more; discard the record.";
      case Replay.Outcome.WaitsFor(long sequence) ->
          "Number %d has not come; acceptGaps goes on without it.".formatted(sequence);
      case Replay.Outcome.Failed(String error) -> error;
    };
  }

  private static Key toKey(ParkedKey key) {
    return new Key(
        key.name().consumer(),
        key.name().topic(),
        key.name().aggregateId(),
        key.records(),
        key.since(),
        Long.toString(key.headId()),
        key.reason().name(),
        key.error());
  }

  private static Parked toParked(ParkedRecord record) {
    Map<String, String> headers = new LinkedHashMap<>();
    ParkedHeaders.readable(record.headers())
        .forEach(header -> headers.put(header.getKey(), header.getValue()));
    byte[] payload = record.payload();
    Long sequence = record.sequence();
    ParkedRecord.Resolution resolution = record.resolution();
    return new Parked(
        Long.toString(record.id()),
        record.key().consumer(),
        record.key().topic(),
        record.key().aggregateId(),
        sequence == null ? null : Long.toString(sequence),
        record.eventId(),
        record.place().partition(),
        Long.toString(record.place().offset()),
        headers,
        payload == null ? null : new String(payload, StandardCharsets.UTF_8),
        record.reason().name(),
        record.error(),
        record.parkedAt(),
        resolution == null
            ? null
            : new Resolved(
                resolution.state().name(), resolution.at(), resolution.by(), resolution.why()));
  }

  private static String required(String field, @Nullable String value) {
    if (value == null || value.isBlank() || value.length() > WHY_LENGTH_MAX) {
      throw problem(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "parked-request-incomplete",
          "The field %s is needed, with 1 to %d characters.".formatted(field, WHY_LENGTH_MAX));
    }
    if (value.indexOf('\0') >= 0) {
      throw problem(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "parked-request-incomplete",
          "The field %s must not contain NUL.".formatted(field));
    }
    return value;
  }

  private static ErrorResponseException notParked(long id) {
    return problem(
        HttpStatus.NOT_FOUND,
        "parked-record-unknown",
        "No record %d is parked here. GET /v1/ops/parked lists those that are.".formatted(id));
  }

  private static ErrorResponseException problem(HttpStatus status, String slug, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:tierline:problem:" + slug));
    return new ErrorResponseException(status, problem, null);
  }
}
