package io.tierline.pricing.engine;

/**
 * A margin that a seller wants to keep when its costs change (domain.md PR-10, PR-12): it proposes
 * prices and never sets one.
 */
public record StandingMargin(State state, BulkMargin.Plan plan) {

  public enum State {
    ON,
    /** Kept for later; it proposes nothing. */
    OFF
  }
}
