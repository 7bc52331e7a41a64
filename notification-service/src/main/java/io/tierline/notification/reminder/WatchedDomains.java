package io.tierline.notification.reminder;

import io.tierline.contracts.OrderId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All domains of all sellers. */
public interface WatchedDomains {

  /** A new domain, or a new term of a known one: it is looked at again from its first stage on. */
  void watch(WatchedDomain.Held domain);

  void forget(OrderId orderId, Instant leftAt);

  /** Held against changes until the transaction ends, so that a renewal waits or was seen. */
  Optional<WatchedDomain> findAndHold(OrderId orderId);

  /**
   * Domains to be looked at by now whose customer and seller are known, the longest waiting first;
   * others wait untouched until the missing fact arrives. Locked, skipping what another instance
   * holds.
   */
  List<ToCheck> lockToCheck(Instant now, int max);

  /**
   * @param nextCheckAt null when nothing is left to be looked at in this term
   */
  void checkAgainAt(OrderId orderId, @Nullable Instant nextCheckAt);

  /** How many are to be looked at by now but wait for their customer or seller to be known. */
  int countIncomplete(Instant now);

  /** A domain with the time zone of its customer. */
  record ToCheck(WatchedDomain.Held domain, ZoneId customerZone) {}
}
