package io.tierline.pricing.book;

import io.tierline.pricing.engine.PriceRefusal;

/** What only somebody who knows the present book can refuse. */
final class BookRefusals {

  private BookRefusals() {}

  static PriceRefusal notPriced(String field, String product) {
    return new PriceRefusal(
        field,
        "not-priced",
        "PR-1",
        "%s has no prices then; give its prices in this change too.".formatted(product));
  }

  static PriceRefusal givenAndRemoved(String field, String product, String rule) {
    return new PriceRefusal(
        field,
        "given-and-removed",
        rule,
        "It is both given and removed for %s; keep one.".formatted(product));
  }
}
