package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes of cost for tests without a database: those that a test leaves. */
public final class InMemoryCostChanges implements CostChanges {

  private record Row(CostChanged change, @Nullable Instant retryAt) {

    boolean isDueAt(Instant now) {
      return retryAt == null || !retryAt.isAfter(now);
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private long lastId;

  public void leave(SellerId seller, Cause cause, Instant at) {
    lastId++;
    rows.add(new Row(new CostChanged(lastId, seller, cause, at, 0), null));
  }

  @Override
  public List<SellerId> waiting(Due due, int limit) {
    Map<SellerId, List<Row>> bySeller =
        rows.stream()
            .filter(row -> !row.change().at().isAfter(due.now()))
            .collect(Collectors.groupingBy(row -> row.change().seller()));
    return bySeller.entrySet().stream()
        .filter(entry -> isDue(entry.getValue(), due))
        .sorted(
            Comparator.comparing((Map.Entry<SellerId, List<Row>> entry) -> first(entry.getValue()))
                .thenComparing(entry -> entry.getKey().value()))
        .map(Map.Entry::getKey)
        .limit(limit)
        .toList();
  }

  private static Instant first(List<Row> rows) {
    return rows.stream().map(row -> row.change().at()).min(Comparator.naturalOrder()).orElseThrow();
  }

  private static boolean isDue(List<Row> rows, Due due) {
    Instant last =
        rows.stream().map(row -> row.change().at()).max(Comparator.naturalOrder()).orElseThrow();
    return rows.stream().allMatch(row -> row.isDueAt(due.now()))
        && rows.stream().anyMatch(row -> row.change().attempts() < due.attemptsMax())
        && (!last.isAfter(due.quietSince()) || !first(rows).isAfter(due.waitedSince()));
  }

  @Override
  public List<CostChanged> lock(SellerId seller, Instant now) {
    List<Row> of = rows.stream().filter(row -> row.change().seller().equals(seller)).toList();
    return of.stream().allMatch(row -> row.isDueAt(now))
        ? of.stream()
            .map(Row::change)
            .filter(change -> !change.at().isAfter(now))
            .sorted(Comparator.comparing(CostChanged::at).thenComparing(CostChanged::id))
            .toList()
        : List.of();
  }

  @Override
  public void done(List<CostChanged> changes) {
    rows.removeIf(row -> changes.contains(row.change()));
  }

  @Override
  public void postpone(List<CostChanged> changes, int attempts, Instant until) {
    rows.replaceAll(
        row -> changes.contains(row.change()) ? attempted(row.change(), attempts, until) : row);
  }

  private static Row attempted(CostChanged change, int attempts, @Nullable Instant until) {
    return new Row(
        new CostChanged(change.id(), change.seller(), change.cause(), change.at(), attempts),
        until);
  }

  @Override
  public int retryAll() {
    int failed = (int) rows.stream().filter(row -> row.change().attempts() > 0).count();
    rows.replaceAll(row -> attempted(row.change(), 0, null));
    return failed;
  }

  @Override
  public Backlog backlog(Instant now) {
    List<CostChanged> due =
        rows.stream().map(Row::change).filter(change -> !change.at().isAfter(now)).toList();
    return new Backlog(
        due.size(),
        (int) due.stream().filter(change -> change.attempts() > 0).count(),
        due.stream().map(CostChanged::at).min(Comparator.naturalOrder()).orElse(null));
  }
}
