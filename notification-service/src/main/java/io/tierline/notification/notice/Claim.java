package io.tierline.notification.notice;

import io.tierline.notification.letter.Letter;

/** What was found when the next notice was asked for. */
public sealed interface Claim {

  /** Nothing is ready. */
  record Nothing() implements Claim {}

  /** One was ready, but not to be sent now; there may be more. */
  record PutAside(Notice notice) implements Claim {}

  /** To be sent, by the caller alone, while the lease lasts. */
  record ToSend(Notice.Sending notice, Letter letter) implements Claim {}
}
