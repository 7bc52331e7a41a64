package io.tierline.onboarding.card;

/**
 * What may be kept of a card: never its number (domain.md ON-3).
 *
 * @param authorisation the processor's reference of the authorised amount
 * @param fingerprint the same for the same card, whatever the token
 * @param lastFour the last four digits
 */
public record CardOnFile(String authorisation, String fingerprint, String brand, String lastFour) {}
