package io.tierline.onboarding.card;

/** What follows from an answer of the processor, in the transaction that finishes the call. */
public interface CardOutcomes {

  void settle(CardCall call, CardAnswer answer);
}
