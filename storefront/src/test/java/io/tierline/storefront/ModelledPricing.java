package io.tierline.storefront;

import io.tierline.storefront.StalenessModel.Mutation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * When pricing puts which versions of one book on the bus (infra/decisions/0006-price-books.md): a
 * change that starts at once goes out alone, what is scheduled follows shortly before it starts.
 */
final class ModelledPricing {

  private final Duration publishAhead;
  private final Mutation mutation;
  private final List<Change> waiting = new ArrayList<>();
  private final Map<Integer, Long> onTheBus = new HashMap<>();

  /** A change, or the part of one that goes out: it is shown whole. */
  record Change(String set, Map<Integer, Long> versions, Instant start) {

    private boolean startsBy(Instant moment) {
      return !start.isAfter(moment);
    }
  }

  ModelledPricing(Duration publishAhead, Mutation mutation) {
    this.publishAhead = publishAhead;
    this.mutation = mutation;
  }

  boolean isAnythingWaiting() {
    return !waiting.isEmpty();
  }

  /** What goes on the bus with a change that is recorded now. */
  List<Change> recorded(Change change, Instant now) {
    Instant due = now.plus(publishAhead);
    if (!change.startsBy(due)) {
      waiting.add(change);
      return List.of();
    }
    Instant takenAlong = mutation.takenAlong(due);
    if (waiting.isEmpty()
        || (change.startsBy(now)
            && waiting.stream().noneMatch(each -> each.startsBy(takenAlong)))) {
      return onTheBus(List.of(change));
    }
    waiting.add(change);
    return goesOut(takenAlong);
  }

  /** What goes on the bus because its time has come. */
  List<Change> due(Instant now) {
    return goesOut(now.plus(publishAhead));
  }

  private List<Change> goesOut(Instant startsUntil) {
    Map<Integer, Long> highestDue = new HashMap<>();
    waiting.stream()
        .filter(change -> change.startsBy(startsUntil))
        .forEach(
            change ->
                change
                    .versions()
                    .forEach((product, version) -> highestDue.merge(product, version, Math::max)));
    List<Change> parts =
        waiting.stream().flatMap(change -> parts(change, highestDue, startsUntil)).toList();
    waiting.removeIf(change -> change.startsBy(startsUntil));
    return onTheBus(parts);
  }

  private Stream<Change> parts(Change change, Map<Integer, Long> highestDue, Instant startsUntil) {
    Map<Integer, Long> versions = new HashMap<>(change.versions());
    versions
        .entrySet()
        .removeIf(
            each ->
                each.getValue() <= mutation.onTheBus(onTheBus.getOrDefault(each.getKey(), 0L))
                    || each.getValue() > highestDue.getOrDefault(each.getKey(), 0L));
    if (change.startsBy(startsUntil)) {
      return Stream.of(new Change(change.set(), versions, change.start()));
    }
    return mutation.leavesGaps()
        ? Stream.of()
        : versions.entrySet().stream()
            .map(
                each ->
                    new Change(
                        "%s-%d".formatted(change.set(), each.getKey()),
                        Map.of(each.getKey(), each.getValue()),
                        change.start()));
  }

  private List<Change> onTheBus(List<Change> parts) {
    parts.forEach(
        part ->
            part.versions()
                .forEach((product, version) -> onTheBus.merge(product, version, Math::max)));
    return parts;
  }
}
