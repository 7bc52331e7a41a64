package io.tierline.notification.notice;

import io.tierline.notification.letter.Letter;
import java.time.Instant;

/** Knows what a kind of notice is about, and whether it is still right to send it. */
public interface NoticeSource {

  boolean knows(Matter matter);

  /** Asked in the transaction that claims the notice, right before it is sent. */
  Verdict examine(Notice.Facts facts, Instant now);

  /** Whether to send it. */
  sealed interface Verdict {

    record Send(Letter letter) implements Verdict {}

    /** At a better hour. */
    record Wait(Instant until) implements Verdict {}

    /** No longer right to be sent. */
    record Suppress(String reason) implements Verdict {}

    /** Too late to be of use. */
    record Fail(String reason) implements Verdict {}
  }
}
