package io.tierline.pricing.feed;

/** Is told what feeds do, to count it. */
public interface FeedWatch {

  /** A batch was handed to a stream. */
  void told(FeedBatch batch);

  /** A watermark was handed to a stream. */
  void watermark();

  /** A stream was ended because its client read too slowly. */
  void cutOff();

  /** The database did not answer; streams stay without a watermark until it does. */
  void failed(Throwable fault);
}
