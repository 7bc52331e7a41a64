package io.tierline.pricing.catalog;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Products are named by the ASCII form of their TLD; both forms are understood. */
public final class ProductNames {

  private static final int LENGTH_MAX = 80;
  private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

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
    try {
      String ascii = IDN.toASCII(bare, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return Optional.of(ascii)
          .filter(
              candidate -> candidate.length() <= LENGTH_MAX && NAME.matcher(candidate).matches());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The form people read. */
  public static String unicode(String ascii) {
    return IDN.toUnicode(ascii);
  }
}
