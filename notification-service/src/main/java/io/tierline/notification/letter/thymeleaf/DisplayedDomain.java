package io.tierline.notification.letter.thymeleaf;

import java.net.IDN;

/** A domain as its owner knows it, with the form in which the system knows it. */
final class DisplayedDomain {

  private DisplayedDomain() {}

  static String of(String ascii) {
    String unicode = IDN.toUnicode(ascii);
    return unicode.equals(ascii) ? ascii : unicode + " (" + ascii + ")";
  }
}
