package io.tierline.ordering.orders;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name that can be registered: labels of letters, digits and inner hyphens, in ASCII form (IDNA;
 * RFC 1123, RFC 5890).
 */
public record DomainName(String ascii) implements Article {

  private static final int LENGTH_MAX = 253;
  private static final int LABEL_MAX = 63;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  public DomainName {
    if (!isWellFormed(ascii)) {
      throw new IllegalArgumentException("Not a domain name: " + ascii);
    }
  }

  /** Reads a name in any script; empty when it cannot be one. */
  public static Optional<DomainName> parse(String text) {
    String name = text.strip();
    if (name.isEmpty() || name.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      String ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return isWellFormed(ascii) ? Optional.of(new DomainName(ascii)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isWellFormed(String ascii) {
    if (ascii.length() > LENGTH_MAX || ascii.indexOf('.') < 0) {
      return false;
    }
    for (String label : ascii.split("\\.", -1)) {
      if (label.length() > LABEL_MAX
          || !LABEL.matcher(label).matches()
          || hasReservedHyphens(label)) {
        return false;
      }
    }
    return true;
  }

  /** Hyphens in the third and fourth place mean an encoding; only IDNA's is known. */
  private static boolean hasReservedHyphens(String label) {
    return label.startsWith("--", 2)
        && (!label.startsWith("xn--") || IDN.toUnicode(label).equals(label));
  }

  /** Everything after the first dot: the TLD when the name is directly below one. */
  public String parent() {
    return ascii.substring(ascii.indexOf('.') + 1);
  }

  @Override
  public String product() {
    return parent();
  }

  @Override
  public String label() {
    return ascii;
  }

  @Override
  public Item item() {
    return Item.DOMAIN;
  }

  public String unicode() {
    return IDN.toUnicode(ascii);
  }

  @Override
  public String toString() {
    return ascii;
  }
}
