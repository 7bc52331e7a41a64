package io.tierline.testsupport.staleness;

/**
 * Two prices asked for at one moment.
 *
 * @param when while it was answered
 * @param freshAsOfMicros what the cache said it had seen; meaningless when it did not vouch
 * @param one a product
 * @param other another product
 */
public record Read(Span when, long freshAsOfMicros, Shown one, Shown other) {

  /** The cache did not vouch for a price. */
  public static final long UNVOUCHED = -1;

  /** As things were before the first version. */
  public static final long NOT_SOLD = 0;

  /**
   * @param beginMicros Unix time before the question
   * @param endMicros Unix time after the answer
   * @param businessAheadMicros by how much the business clock was ahead of Unix time
   */
  public record Span(long beginMicros, long endMicros, long businessAheadMicros) {}

  /**
   * @param version that the amount shown is of, {@link #NOT_SOLD}, or {@link #UNVOUCHED}
   * @param saidVersion the version that stood beside the amount
   */
  public record Shown(int product, long version, long saidVersion) {

    /** Where the amount is all there is to look at. */
    public Shown(int product, long version) {
      this(product, version, version);
    }

    boolean isVouchedFor() {
      return version != UNVOUCHED;
    }
  }

  /** Of the two prices. */
  public int vouchedFor() {
    return (one.isVouchedFor() ? 1 : 0) + (other.isVouchedFor() ? 1 : 0);
  }
}
