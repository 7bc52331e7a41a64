package io.tierline.ordering.registry;

import java.time.Instant;

/** What a registry is asked to do, once: sending it again with the same id changes nothing. */
public sealed interface RegistryCommand {

  /** The client transaction id: ours, unique and stable over all tries. */
  String transactionId();

  /** In its ASCII form. */
  String domainName();

  int years();

  record Register(String transactionId, String domainName, int years) implements RegistryCommand {}

  /**
   * @param expiryBefore the expiry as we know it (RFC 5731 {@code curExpDate}): the registry
   *     refuses when it knows another
   */
  record Renew(String transactionId, String domainName, int years, Instant expiryBefore)
      implements RegistryCommand {}
}
