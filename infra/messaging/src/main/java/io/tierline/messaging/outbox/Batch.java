package io.tierline.messaging.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rows on their way to the broker, and what became of each. */
final class Batch {

  private enum Fate {
    WAITING,
    ACKNOWLEDGED,
    HELD_BACK
  }

  private final List<OutboxRow> rows;
  private final Fate[] fates;
  private final @Nullable Exception[] failures;
  private final CountDownLatch open;

  Batch(List<OutboxRow> rows) {
    this.rows = rows;
    this.fates = new Fate[rows.size()];
    this.failures = new Exception[rows.size()];
    this.open = new CountDownLatch(rows.size());
    Arrays.fill(fates, Fate.WAITING);
  }

  void acknowledged(int index) {
    fates[index] = Fate.ACKNOWLEDGED;
    open.countDown();
  }

  void failed(int index, Exception failure) {
    if (failures[index] != null) {
      return;
    }
    failures[index] = failure;
    fates[index] = Fate.HELD_BACK;
    open.countDown();
  }

  /** Not sent, because an earlier one of its aggregate failed or its topic is not known yet. */
  void heldBack(int index) {
    fates[index] = Fate.HELD_BACK;
    open.countDown();
  }

  /** What was acknowledged does not count: another row kept its transaction from committing. */
  void undo(int index) {
    fates[index] = Fate.HELD_BACK;
  }

  /** What was acknowledged does not count: its transaction did not commit. */
  void undo(int index, Exception failure) {
    fates[index] = Fate.HELD_BACK;
    failures[index] = failure;
  }

  boolean failedAlready(int index) {
    return failures[index] != null;
  }

  boolean await(long timeout, TimeUnit unit) throws InterruptedException {
    return open.await(timeout, unit);
  }

  /**
   * Per aggregate the acknowledged rows before the first that was not: what may be forgotten. Those
   * after it are sent again, so that readers see them in order in the end.
   */
  List<Long> acknowledgedPrefix() {
    Set<OutboxRow.Stream> stopped = new HashSet<>();
    List<Long> ids = new ArrayList<>(rows.size());
    for (int i = 0; i < fates.length; i++) {
      OutboxRow row = rows.get(i);
      if (fates[i] != Fate.ACKNOWLEDGED) {
        stopped.add(row.stream());
      } else if (stopped.isEmpty() || !stopped.contains(row.stream())) {
        ids.add(row.id());
      }
    }
    return ids;
  }

  /** Aggregates of which something was not acknowledged, for whatever reason. */
  Set<OutboxRow.Stream> incomplete() {
    Set<OutboxRow.Stream> streams = new HashSet<>();
    for (int i = 0; i < fates.length; i++) {
      if (fates[i] != Fate.ACKNOWLEDGED) {
        streams.add(rows.get(i).stream());
      }
    }
    return streams;
  }

  /** The first failure of each aggregate. */
  Map<OutboxRow.Stream, Exception> failures() {
    Map<OutboxRow.Stream, Exception> byStream = new HashMap<>();
    for (int i = 0; i < failures.length; i++) {
      Exception failure = failures[i];
      if (failure != null) {
        byStream.putIfAbsent(rows.get(i).stream(), failure);
      }
    }
    return byStream;
  }
}
