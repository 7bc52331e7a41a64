package io.tierline.pricing.catalog;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/** Products are named by the ASCII form of their TLD; both forms are understood. */
public final class ProductNames {

  private static final int LENGTH_MAX = 80;

  /** RFC 1035, 2.3.4. */
  private static final int LABEL_LENGTH_MAX = 63;

  private ProductNames() {}

  /**
   * The ASCII form: {@code みんな} gives {@code xn--q9jyb4c}, {@code .Co.UK} gives {@code co.uk}.
   *
   * @return nothing when it can be no TLD at all
   */
  public static Optional<String> ascii(String name) {
    String bare = name.startsWith(".") ? name.substring(1) : name;
    if (bare.isEmpty() || bare.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    if (isAsciiForm(bare)) {
      return Optional.of(bare);
    }
    try {
      String ascii = IDN.toASCII(bare, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return Optional.of(ascii).filter(ProductNames::isAsciiForm);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Labels of small letters, digits and hyphens, these only inside, with dots between them. */
  private static boolean isAsciiForm(String name) {
    if (name.length() > LENGTH_MAX) {
      return false;
    }
    int label = 0;
    for (int at = 0; at <= name.length(); at++) {
      char next = at == name.length() ? '.' : name.charAt(at);
      if (next == '.') {
        if (!isLabel(name, label, at)) {
          return false;
        }
        label = at + 1;
      } else if (!isLetterOrDigit(next) && next != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLabel(String name, int from, int to) {
    return to > from
        && to - from <= LABEL_LENGTH_MAX
        && name.charAt(from) != '-'
        && name.charAt(to - 1) != '-';
  }

  private static boolean isLetterOrDigit(char character) {
    return character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
  }

  /** The form people read. */
  public static String unicode(String ascii) {
    return IDN.toUnicode(ascii);
  }
}
