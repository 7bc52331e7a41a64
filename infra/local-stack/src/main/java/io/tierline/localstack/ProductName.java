package io.tierline.localstack;

import io.tierline.storefront.Purchase;
import java.net.IDN;

/** A product as people write it. */
final class ProductName {

  private ProductName() {}

  /**
   * @param option with its value, for the sentence
   * @return as it stands in a price list
   * @throws StartRefused when it is none
   */
  static String of(String option, String written) {
    try {
      String name = IDN.toASCII(Purchase.canonical(written), IDN.USE_STD3_ASCII_RULES);
      if (name.isEmpty()) {
        throw new IllegalArgumentException("it is empty");
      }
      return name;
    } catch (IllegalArgumentException e) {
      throw new StartRefused(
          "%s: that is no product's name, such as com, co.uk or みんな.".formatted(option), e);
    }
  }
}
