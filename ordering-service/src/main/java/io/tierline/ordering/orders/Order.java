package io.tierline.ordering.orders;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The order of one domain or web service. */
public sealed interface Order {

  Terms terms();

  /**
   * What does not change.
   *
   * @param agreementVersion version of the agreement that was agreed to: for a domain that of the
   *     registrant agreement (domain.md OR-10)
   */
  record Terms(
      OrderId id,
      SellerId seller,
      CustomerId customer,
      Article article,
      String agreementVersion,
      Instant agreedAt) {}

  /** It is under way. */
  record Requested(Terms terms) implements Order {

    public Registered registered(Instant expiresAt, Extras extras) {
      return new Registered(terms, expiresAt, extras);
    }

    public NotRegistered notRegistered(String reason) {
      return new NotRegistered(terms, reason);
    }
  }

  /** Registered with its registry, or for a web service: paid until then. */
  record Registered(Terms terms, Instant expiresAt, Extras extras) implements Order {

    public Registered renewed(Instant newExpiry, Extras newExtras) {
      return new Registered(terms, newExpiry, newExtras);
    }
  }

  record NotRegistered(Terms terms, String reason) implements Order {}

  /**
   * What comes with a domain.
   *
   * @param privacyUntil until when privacy protection is paid; null without
   */
  record Extras(boolean autoRenew, @Nullable Instant privacyUntil) {

    public static final Extras NONE = new Extras(false, null);
  }
}
