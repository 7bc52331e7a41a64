package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.TldStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which TLDs sellers sell. What was recorded is never changed; a TLD nobody set is sold. */
public interface TldStatuses {

  /** How many changes each seller made; those who made none are absent. */
  Map<SellerId, Long> versions(Collection<SellerId> sellers);

  /**
   * How many changes the seller made. Until the transaction ends nobody else makes one.
   *
   * @return 0 for none
   */
  long lock(SellerId seller);

  /**
   * Locks sellers that made a change, as for another one.
   *
   * @param after the one behind which they stand; null for the first
   * @return none behind the last one
   */
  List<SellerId> lockNext(@Nullable SellerId after, int limit);

  /** By TLD, as it is now. */
  Map<String, Recorded> present(SellerId seller);

  /** By TLD, as it was at a past moment. */
  Map<String, TldStatus> asKnownAt(SellerId seller, Instant at);

  /** Keeps a change of a seller that was locked in this transaction. */
  void record(SellerId seller, List<Recorded> changed);

  /** Of one TLD, newest first. */
  List<Recorded> history(SellerId seller, String tld, Window window);

  /**
   * @param before starts behind this version; empty for the newest
   */
  record Window(OptionalLong before, int limit) {}

  /** How many orders of a TLD there are with the seller of this transaction and those below it. */
  long ordersOf(String tld);

  /**
   * @param version the seller's change it belongs to
   * @param termsVersion the TLD's terms that were agreed to
   * @param by the client that asked for it
   */
  record Recorded(
      String tld,
      TldStatus status,
      long version,
      int termsVersion,
      Instant at,
      String by,
      String reason) {}
}
