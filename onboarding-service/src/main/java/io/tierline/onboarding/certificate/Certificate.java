package io.tierline.onboarding.certificate;

import java.time.Instant;

/**
 * @param chainPem leaf first, then the authority that signed it
 */
public record Certificate(String chainPem, Instant notAfter) {}
