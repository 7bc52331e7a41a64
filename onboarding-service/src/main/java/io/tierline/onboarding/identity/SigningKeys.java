package io.tierline.onboarding.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Keys that sign tokens, shared by all instances. */
public interface SigningKeys {

  /**
   * @param privateJwk JSON of RFC 7517, private part included
   */
  record SigningKey(String id, String privateJwk, Instant createdAt) {}

  /** The newest first. */
  List<SigningKey> all();

  /**
   * Adds a key when the newest is older than that, or when there is none; removes those that
   * nobody's token can be signed with any more. Several instances at once add one.
   *
   * @param age by the database's clock: tokens live in system time
   */
  void renew(Duration age, Supplier<SigningKey> made);
}
