package io.tierline.pricing.feed;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all streams of an instance have been told and have not sent yet, in bytes. What several wait
 * for counts for each of them, though they share it: rather too much than too little.
 */
final class Unsent {

  private final long ofStreamMax;
  private final long ofAllMax;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param ofStreamMax bytes that may wait for a client that has not taken everything yet
   * @param ofAllMax bytes from which on nothing more is read, until clients have taken some
   */
  Unsent(long ofStreamMax, long ofAllMax) {
    this.ofStreamMax = ofStreamMax;
    this.ofAllMax = ofAllMax;
  }

  long ofStreamMax() {
    return ofStreamMax;
  }

  boolean hasRoom() {
    return bytes.get() < ofAllMax;
  }

  void add(long more) {
    bytes.addAndGet(more);
  }

  void remove(long less) {
    bytes.addAndGet(-less);
  }

  long bytes() {
    return bytes.get();
  }
}
