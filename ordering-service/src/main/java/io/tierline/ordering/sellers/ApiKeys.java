package io.tierline.ordering.sellers;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;

/** The live keys of the legacy API, by their hashes. */
public interface ApiKeys {

  void issued(String keyId, SellerId seller, String secretSha256);

  void revoked(String keyId, SellerId seller, Instant at);

  /** Lower-case hex of SHA-256 over each live secret. */
  List<String> liveHashes(SellerId seller);
}
