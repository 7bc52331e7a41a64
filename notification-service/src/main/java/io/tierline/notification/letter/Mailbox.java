package io.tierline.notification.letter;

import java.util.regex.Pattern;

/**
 * A name and an address, fit for a header: names keep no character that could end a header line or
 * turn the reading direction around.
 */
public record Mailbox(String name, String address) {

  private static final Pattern NOT_FOR_HEADERS =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");
  private static final Pattern PLAUSIBLE =
      Pattern.compile("[\\x21-\\x7E&&[^@<>()\\[\\]\\\\,;:\"]]{1,64}@[A-Za-z0-9.-]{1,253}");
  private static final int CHARACTERS_MAX = 200;

  public Mailbox {
    name = oneLine(name);
  }

  /** Whether it can be written to at all; a full check is the mail server's. */
  public static boolean isPlausible(String address) {
    return PLAUSIBLE.matcher(address).matches();
  }

  static String oneLine(String text) {
    String line = NOT_FOR_HEADERS.matcher(text).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= CHARACTERS_MAX
        ? line
        : line.substring(0, line.offsetByCodePoints(0, CHARACTERS_MAX));
  }
}
