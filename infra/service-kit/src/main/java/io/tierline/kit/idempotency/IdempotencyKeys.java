package io.tierline.kit.idempotency;

import java.util.Optional;

/**
 * For commands that take several transactions (a card or a registry is called in between): the
 * first transaction claims the key together with the id of what it created; a replay finds that id
 * and answers with its present state.
 */
public interface IdempotencyKeys {

  /**
   * Claims the key in the running transaction.
   *
   * @param key the caller's key, unique per seller
   * @param fingerprint what the command asked for; a hash of its canonical form
   * @param reference id of what the command creates
   * @return the reference of the first claim, when there was one with the same fingerprint
   * @throws io.tierline.kit.problem.ProblemException when the key was used with another fingerprint
   */
  Optional<String> claim(String key, String fingerprint, String reference);
}
