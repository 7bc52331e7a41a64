package io.tierline.pricing.engine;

/**
 * An amount as a seller wrote it, not yet checked.
 *
 * @param amount decimal digits, e.g. {@code 9.99}
 * @param currency ISO 4217 code
 */
public record ProposedAmount(String amount, String currency) {}
