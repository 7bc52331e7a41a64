package io.tierline.ordering.sellers;

import io.tierline.contracts.SellerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says whether a seller is who it says it is; an inactive seller never is (domain.md ON-7). */
@Service
public class AuthenticateApiKey {

  private final ApiKeys keys;
  private final Sellers sellers;

  AuthenticateApiKey(ApiKeys keys, Sellers sellers) {
    this.keys = keys;
    this.sellers = sellers;
  }

  @Transactional(readOnly = true)
  public boolean run(SellerId seller, String secret) {
    byte[] given = sha256(secret);
    boolean known = false;
    for (String live : keys.liveHashes(seller)) {
      known |= MessageDigest.isEqual(given, HexFormat.of().parseHex(live));
    }
    return known && isActive(sellers.chain(seller));
  }

  private static boolean isActive(List<Seller> chain) {
    return !chain.isEmpty() && chain.getFirst().state() == Seller.State.ACTIVE;
  }

  private static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
