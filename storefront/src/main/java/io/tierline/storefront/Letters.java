package io.tierline.storefront;

/**
 * A product's name as one number, so that it is compared at once and without following it to its
 * letters. Most TLDs fit; the others have a negative number, which other names may have, too.
 */
final class Letters {

  private static final int MOST = 8;

  /** Of an ASCII letter; eight, the one in front and the sign fit into a long. */
  private static final int BITS = 7;

  private Letters() {}

  /** Never zero. Where it is positive, no other name has it. */
  static long of(String name) {
    if (name.length() > MOST) {
      return inexact(name);
    }
    long letters = 1; // keeps apart what begins with zeros
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter >= 1 << BITS) {
        return inexact(name);
      }
      letters = letters << BITS | letter;
    }
    return letters;
  }

  private static long inexact(String name) {
    return Long.MIN_VALUE | name.hashCode();
  }
}
