package io.tierline.acceptance.prices;

/**
 * Two prices asked for at one moment.
 *
 * @param beginMicros Unix time before the question
 * @param endMicros Unix time after the answer
 * @param freshAsOfMicros what the cache said it had seen; meaningless when it did not vouch
 * @param one a product
 * @param oneVersion version shown, {@link #NOT_SOLD}, or {@link #UNVOUCHED} when the cache did not
 *     vouch for it
 * @param other another product
 */
record Read(
    long beginMicros,
    long endMicros,
    long freshAsOfMicros,
    int one,
    long oneVersion,
    int other,
    long otherVersion) {

  static final long UNVOUCHED = -1;

  /** As things were before the first version. */
  static final long NOT_SOLD = 0;

  /** Of the two prices. */
  int vouchedFor() {
    return (oneVersion == UNVOUCHED ? 0 : 1) + (otherVersion == UNVOUCHED ? 0 : 1);
  }
}
