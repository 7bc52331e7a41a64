package io.tierline.pricing.webhook;

import io.tierline.contracts.SellerId;

/** Makes secrets, and keeps them unreadable for whoever has only the database. */
public interface Secrets {

  /** Whether there is a key to keep them with. */
  boolean canBeKept();

  /** A new secret, as its seller is shown it once. */
  String create();

  String seal(SellerId seller, String secret);

  /**
   * @throws IllegalStateException when it was sealed with another key, or for another seller
   */
  String open(SellerId seller, String sealed);
}
