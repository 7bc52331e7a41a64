package io.tierline.onboarding.card;

/** The processor could not be reached or did not answer: whether it acted is not known. */
public final class CardsUnreachable extends RuntimeException {

  public CardsUnreachable(String message) {
    super(message);
  }
}
