package io.tierline.pricing.http;

import java.time.Instant;

/**
 * The watermark of an answer: database time up to which everything that was committed is contained
 * in it. A shop serves what it read only while the watermark is not older than its bound.
 */
public final class FreshAsOf {

  /** Stands in 304 too, which has no body. */
  public static final String HEADER = "Tierline-Fresh-As-Of";

  private FreshAsOf() {}

  public static String header(Instant freshAsOf) {
    return freshAsOf.toString();
  }
}
