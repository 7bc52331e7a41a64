package io.tierline.onboarding.card;

/** What the check against fraud found (domain.md ON-3). */
public sealed interface CardVerdict {

  record Pending() implements CardVerdict {}

  record Clear() implements CardVerdict {}

  record Review(String reason) implements CardVerdict {}

  record Reject(String reason) implements CardVerdict {}
}
