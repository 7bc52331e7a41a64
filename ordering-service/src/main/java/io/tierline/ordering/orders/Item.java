package io.tierline.ordering.orders;

import io.tierline.contracts.pricing.PriceListEvent.Kind;

/** What an action buys: the article, and privacy protection with a domain (OR-5, OR-8). */
public enum Item {
  DOMAIN(Kind.TLD),
  PRIVACY(Kind.PRIVACY),
  WEB_SERVICE(Kind.WEB_SERVICE);

  private final Kind kind;

  Item(Kind kind) {
    this.kind = kind;
  }

  /** What pricing must know its product as. */
  Kind kind() {
    return kind;
  }
}
