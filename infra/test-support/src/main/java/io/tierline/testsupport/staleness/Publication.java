package io.tierline.testsupport.staleness;

import java.util.Map;

/**
 * A change of prices that was committed.
 *
 * @param versions of the products that it changed
 * @param begunMicros Unix time at which the COMMIT was sent; nobody can have seen it before
 * @param acknowledgedMicros Unix time at which it had been answered
 * @param effectiveMicros Unix time, of the business clock, from which it counts
 */
public record Publication(
    Map<Integer, Long> versions, long begunMicros, long acknowledgedMicros, long effectiveMicros) {

  public Publication {
    versions = Map.copyOf(versions);
  }

  /** One that counts from its commit on, whatever the business clock shows. */
  public static Publication atOnce(
      Map<Integer, Long> versions, long begunMicros, long acknowledgedMicros) {
    return new Publication(versions, begunMicros, acknowledgedMicros, Long.MIN_VALUE);
  }
}
