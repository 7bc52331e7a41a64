package io.tierline.onboarding.certificate.local;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The local authority's key and what it issued, shared by all instances. */
public interface LocalAuthorityStore {

  /**
   * @param privateKey PKCS#8
   * @param certificatePem of the matching public key
   */
  record KeyAndCertificate(byte[] privateKey, String certificatePem) {}

  /** The authority, made by the first one who asks. */
  KeyAndCertificate authority(Supplier<KeyAndCertificate> made);

  /** The leaf of that order, made by the first one who asks. */
  KeyAndCertificate leaf(String order, Leaf leaf, Supplier<KeyAndCertificate> made);

  /** What the leaf is for. */
  record Leaf(String hostName, Instant notAfter) {}

  void install(String order, Instant now);

  /** The certificate that a visitor of the host would be shown. */
  Optional<String> installedAt(String hostName);
}
