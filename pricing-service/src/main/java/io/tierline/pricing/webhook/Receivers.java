package io.tierline.pricing.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Those who are sent to. */
public interface Receivers {

  /** Takes its bounded time, and throws nothing. */
  Outcome send(Letter letter);

  /**
   * @param secrets each signs it, the newest first
   */
  record Letter(URI url, String messageId, Instant at, String body, List<String> secrets) {
    public Letter {
      secrets = List.copyOf(secrets);
    }

    /** Without what it is signed with. */
    @Override
    public String toString() {
      return "Letter[%s to %s]".formatted(messageId, url);
    }
  }
}
