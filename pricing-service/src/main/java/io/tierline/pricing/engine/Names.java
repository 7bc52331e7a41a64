package io.tierline.pricing.engine;

import java.util.function.Consumer;

/** Names that buyers read, on quotes and invoices. */
final class Names {

  private Names() {}

  static void check(String field, String rule, String name, Consumer<PriceRefusal> refusals) {
    if (name.isBlank()
        || name.length() > Limits.NAME_MAX_CHARACTERS
        || name.chars().anyMatch(Character::isISOControl)) {
      refusals.accept(PriceRefusal.nameUnusable(field, rule));
    }
  }
}
