package io.tierline.pricing.premium;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name that can be registered.
 *
 * @param ascii whole, in lower case, e.g. {@code example.co.uk}
 */
public record DomainName(String ascii) {

  private static final int LENGTH_MAX = 253;
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")+");

  /**
   * @param written in either form
   * @return nothing when it can be no name
   */
  public static Optional<DomainName> of(String written) {
    if (written.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      String ascii = IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return ascii.length() <= LENGTH_MAX && NAME.matcher(ascii).matches()
          ? Optional.of(new DomainName(ascii))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What follows the first label: the TLD it is registered under. */
  public String product() {
    return ascii.substring(ascii.indexOf('.') + 1);
  }
}
