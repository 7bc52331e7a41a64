package io.tierline.ordering.registry;

import java.time.Instant;

/** What is known of a command. */
public sealed interface RegistryAnswer {

  /**
   * It was done.
   *
   * @param expiresAt the domain's expiry after it
   */
  record Done(Instant expiresAt) implements RegistryAnswer {}

  /** It was not done and never will be. */
  record Refused(String reason) implements RegistryAnswer {}

  /** The registry has not seen it; it may still be under way. */
  record NotReceived() implements RegistryAnswer {}

  /** No answer: it may have been done or not. */
  record Unknown(String why) implements RegistryAnswer {}
}
