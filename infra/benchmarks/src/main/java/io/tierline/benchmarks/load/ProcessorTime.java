package io.tierline.benchmarks.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each of several processes has used of the processors.
 *
 * @param used by name of the process
 */
record ProcessorTime(Map<String, Duration> used) {

  /** Nothing of any process. */
  static final ProcessorTime NONE = new ProcessorTime(Map.of());

  /**
   * @param pids by name; what a server's workers use is the server's, what this process's servers
   *     use is not its own
   */
  static ProcessorTime ofPids(Map<String, Long> pids) {
    Map<String, Duration> used = new TreeMap<>();
    pids.forEach((name, pid) -> used.put(name, of(ProcessHandle.of(pid).orElseThrow())));
    return new ProcessorTime(used);
  }

  private static Duration of(ProcessHandle process) {
    Stream<ProcessHandle> workers =
        process.equals(ProcessHandle.current()) ? Stream.of() : process.descendants();
    return Stream.concat(Stream.of(process), workers)
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  ProcessorTime plus(ProcessorTime other) {
    Map<String, Duration> sum = new TreeMap<>(used);
    other.used.forEach((name, more) -> sum.merge(name, more, Duration::plus));
    return new ProcessorTime(sum);
  }

  ProcessorTime since(ProcessorTime before) {
    Map<String, Duration> more = new TreeMap<>();
    used.forEach((name, now) -> more.put(name, now.minus(before.used.get(name))));
    return new ProcessorTime(more);
  }

  /** The share of each of so many pieces of work. */
  String perPiece(long pieces) {
    Duration all = used.values().stream().reduce(Duration.ZERO, Duration::plus);
    return Figures.millis(micros(all, pieces))
        + used.entrySet().stream()
            .map(each -> each.getKey() + " " + Figures.millis(micros(each.getValue(), pieces)))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static long micros(Duration all, long pieces) {
    return all.toNanos() / 1_000 / Math.max(1, pieces);
  }
}
