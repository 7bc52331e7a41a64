package io.tierline.pricing.feed;

import io.tierline.pricing.book.BookKey;
import java.util.Set;

/** Is told what feeds do, to count it. */
public interface FeedWatch {

  /** A batch was handed to a stream. */
  void told(FeedBatch batch);

  /** A watermark was handed to a stream. */
  void watermark();

  /** A stream was ended because its client read too slowly. */
  void cutOff();

  /** A price list could not be read; streams that are behind stay there, without a watermark. */
  void failed(BookKey book, Throwable fault);

  /** Which lists somebody follows, or did a moment ago; no fault of any other is worth keeping. */
  void followed(Set<BookKey> books);

  /** The database did not answer; all streams stay without a watermark until it does. */
  void lookFailed(Throwable fault);
}
