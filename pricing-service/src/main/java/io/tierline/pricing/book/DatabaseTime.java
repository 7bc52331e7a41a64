package io.tierline.pricing.book;

import java.time.Instant;

/** The one clock all instances share; never business time. */
public interface DatabaseTime {

  /**
   * When the running transaction began. A transaction of isolation REPEATABLE READ takes its
   * snapshot after that, so it sees every commit that anybody could see by then: its beginning is a
   * watermark of all that it reads.
   */
  Instant ofTransaction();
}
