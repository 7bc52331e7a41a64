package io.tierline.onboarding.signup;

import java.time.Instant;

/**
 * The days an applicant is told, by the operator's calendar (domain.md ON-6).
 *
 * @param verifiedBy when the card is verified, or the funds are cleared, at the latest
 * @param activeFrom the earliest day to expect the account to be active
 * @param activeBy the latest
 */
public record Promise(Instant verifiedBy, Instant activeFrom, Instant activeBy) {}
