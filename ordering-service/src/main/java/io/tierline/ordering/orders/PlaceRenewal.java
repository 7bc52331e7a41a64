package io.tierline.ordering.orders;

import io.tierline.contracts.ProductAction;
import io.tierline.ordering.catalog.Tld;
import io.tierline.ordering.orders.Refusal.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the action of a renewal and holds the money, with the order locked: a second identical call
 * finds either the open action or the moved expiry (domain.md OR-5).
 */
@Component
class PlaceRenewal {

  /** Thrown, because the key must not stay claimed for an action that there is not. */
  static final class NotPlaced extends RuntimeException {

    private final transient Refusal refusal;

    NotPlaced(Refusal refusal) {
      super(null, null, false, false);
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  private final Orders orders;
  private final Actions actions;
  private final RequestKeys keys;
  private final Placement placement;
  private final Clock clock;

  PlaceRenewal(Orders orders, Actions actions, RequestKeys keys, Placement placement, Clock clock) {
    this.orders = orders;
    this.actions = actions;
    this.keys = keys;
    this.placement = placement;
    this.clock = clock;
  }

  /**
   * Returns the action that was begun, now or by the first request with this key.
   *
   * @throws NotPlaced when it cannot begin now
   */
  @Transactional
  public ActionId run(RenewDomain.Request request, Tld tld, PriceChain.Result.Priced priced) {
    Instant now = clock.instant();
    ActionId id = actions.nextId();
    Optional<ActionId> first =
        Optional.ofNullable(request.key()).flatMap(key -> keys.claim(key, id));
    if (first.isPresent()) {
      return first.get();
    }
    Optional<Order> order =
        orders
            .findAndLock(request.order())
            .filter(found -> found.terms().seller().equals(request.seller()));
    refusal(order, request, tld, now)
        .ifPresent(
            refusal -> {
              throw new NotPlaced(refusal);
            });
    Order.Terms terms = order.orElseThrow().terms();
    Action.Open action =
        placement.place(
            new Action.Terms(
                id,
                terms.id(),
                terms.seller(),
                terms.customer(),
                terms.article(),
                ProductAction.RENEW,
                request.years(),
                request.expiresAt(),
                request.invoiceOption(),
                request.privacy() ? actions.nextId() : null,
                request.autoRenew(),
                request.discount(),
                request.attributes(),
                now),
            priced,
            List.of(),
            now);
    actions.insert(action);
    return id;
  }

  /** Why the renewal cannot begin now; asked before the quote and again with the order locked. */
  Optional<Refusal> refusal(
      Optional<Order> found, RenewDomain.Request request, Tld tld, Instant now) {
    if (found.isEmpty()) {
      return refused(Reason.ORDER_UNKNOWN, "There is no order " + request.order() + ".");
    }
    if (actions.open(request.order()).isPresent()) {
      return refused(
          Reason.ACTION_PENDING,
          "Another action of this order is pending. Wait until it has ended.");
    }
    if (!(found.get() instanceof Order.Registered order)) {
      return refused(Reason.NOT_REGISTERED, "The domain is not registered.");
    }
    if (!order.expiresAt().equals(request.expiresAt()) || request.expiresAt().isBefore(now)) {
      return refused(
          Reason.ALREADY_RENEWED,
          "The domain does not expire at the moment given, or that moment is over: it was renewed"
              + " already. Read the order and use its expiry.");
    }
    if (!tld.sells(request.years())) {
      return refused(
          Reason.TENURE_NOT_SOLD,
          ".%s is renewed for %d to %d years, not for %d."
              .formatted(tld.name(), tld.minYears(), tld.maxYears(), request.years()));
    }
    Instant renewed =
        order.expiresAt().atOffset(ZoneOffset.UTC).plusYears(request.years()).toInstant();
    if (tld.reachesTooFar(renewed, now)) {
      return refused(
          Reason.TENURE_TOO_LONG,
          ".%s cannot be paid for more than %d years ahead.".formatted(tld.name(), tld.maxYears()));
    }
    if (request.privacy() && !tld.privacySupported()) {
      return refused(
          Reason.PRIVACY_NOT_OFFERED,
          "Privacy protection is not offered for .%s.".formatted(tld.name()));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(Reason reason, String message) {
    return Optional.of(new Refusal(reason, message));
  }
}
