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

  private record Row(CostChanged change, Step step, @Nullable Instant retryAt) {

    boolean isDueAt(Instant now) {
      return retryAt == null || !retryAt.isAfter(now);
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private long lastId;

  public void leave(SellerId seller, Cause cause, Instant at) {
    lastId++;
    rows.add(new Row(new CostChanged(lastId, seller, cause, at, 0), Step.ALERT, null));
  }

  @Override
  public List<SellerId> waiting(Step step, Due due, int limit) {
    Map<SellerId, List<Row>> bySeller =
        rows.stream()
            .filter(row -> row.step() == step)
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
  public List<CostChanged> lock(Step step, SellerId seller, Instant now) {
    return rows.stream()
            .filter(row -> row.step() == step && row.change().seller().equals(seller))
            .allMatch(row -> row.isDueAt(now))
        ? lockBegun(step, seller, now)
        : List.of();
  }

  @Override
  public List<CostChanged> lockBegun(Step step, SellerId seller, Instant now) {
    return rows.stream()
        .filter(row -> row.step() == step && row.change().seller().equals(seller))
        .map(Row::change)
        .filter(change -> !change.at().isAfter(now))
        .sorted(Comparator.comparing(CostChanged::at).thenComparing(CostChanged::id))
        .toList();
  }

  @Override
  public void alerted(List<CostChanged> changes) {
    rows.replaceAll(
        row ->
            changes.contains(row.change())
                ? attempted(new Row(row.change(), Step.RULES, null), 0, null)
                : row);
  }

  @Override
  public void done(List<CostChanged> changes) {
    rows.removeIf(row -> changes.contains(row.change()));
  }

  @Override
  public void postpone(List<CostChanged> changes, int attempts, Instant until) {
    rows.replaceAll(row -> changes.contains(row.change()) ? attempted(row, attempts, until) : row);
  }

  private static Row attempted(Row row, int attempts, @Nullable Instant until) {
    CostChanged change = row.change();
    return new Row(
        new CostChanged(change.id(), change.seller(), change.cause(), change.at(), attempts),
        row.step(),
        until);
  }

  @Override
  public int retryAll(int attemptsMax, Instant now) {
    List<Row> givenUp =
        rows.stream()
            .filter(row -> row.change().attempts() >= attemptsMax && row.isDueAt(now))
            .toList();
    rows.replaceAll(row -> givenUp.contains(row) ? attempted(row, 0, null) : row);
    return givenUp.size();
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
