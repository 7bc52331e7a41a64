package io.tierline.pricing.feed;

import java.time.Instant;

/** How what is told is written; once for all who are told the same. */
public interface FeedFormat {

  byte[] batch(FeedBatch batch);

  byte[] watermark(FeedPosition position, Instant freshAsOf);
}
