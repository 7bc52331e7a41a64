package io.tierline.notification.reminder;

import java.time.Instant;

/**
 * One term of a domain, which ends with its expiry.
 *
 * @param lastDayToRenew until when it can be renewed; before expiry for some ccTLDs such as {@code
 *     .jp}
 * @param since when this term came to be known to the trade: by registration or renewal
 */
public record RenewalTerm(Instant expiresAt, Instant lastDayToRenew, Instant since) {

  /** What is counted back from: nobody is helped by a reminder that comes after either moment. */
  Instant renewBy() {
    return lastDayToRenew.isBefore(expiresAt) ? lastDayToRenew : expiresAt;
  }
}
