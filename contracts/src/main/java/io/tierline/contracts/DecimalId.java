package io.tierline.contracts;

/** The one form of ids: positive, at most 18 digits, written in ASCII digits. */
final class DecimalId {

  private static final int DIGITS_MAX = 18;
  private static final long LARGEST = 999_999_999_999_999_999L;

  private DecimalId() {}

  static void requirePositive(String name, long value) {
    if (value <= 0 || value > LARGEST) {
      throw new IllegalArgumentException(
          "A %s is a positive number of at most %d digits, not %d"
              .formatted(name, DIGITS_MAX, value));
    }
  }

  static long parse(String name, String digits) {
    if (digits.isEmpty()
        || digits.length() > DIGITS_MAX
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(
          "A %s is a number of 1 to %d digits".formatted(name, DIGITS_MAX));
    }
    return Long.parseLong(digits);
  }
}
