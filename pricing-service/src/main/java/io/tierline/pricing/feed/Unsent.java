package io.tierline.pricing.feed;

import io.tierline.contracts.SellerId;
import java.util.HashMap;
import java.util.Map;

/**
 * What all streams of an instance have been told and have not sent yet, in bytes. What several wait
 * for is kept once, and counts once, until the last of them has sent it.
 */
final class Unsent {

  /** So that no single seller's clients can keep prices from those of the others. */
  private static final int SHARE_OF_SELLER = 4;

  private final long ofStreamMax;
  private final long ofAllMax;
  private final Map<SellerId, Long> ofSellers = new HashMap<>();
  private long ofAll;

  /**
   * @param ofStreamMax bytes that may wait for a client that has not taken everything yet
   * @param ofAllMax bytes from which on nothing more is read, until clients have taken some; for
   *     the clients of one seller a quarter of it
   */
  Unsent(long ofStreamMax, long ofAllMax) {
    this.ofStreamMax = ofStreamMax;
    this.ofAllMax = ofAllMax;
  }

  long ofStreamMax() {
    return ofStreamMax;
  }

  /** Who holds nothing has room however large its list is, as long as there is any at all. */
  synchronized boolean hasRoomFor(SellerId seller) {
    return ofAll < ofAllMax && ofSellers.getOrDefault(seller, 0L) * SHARE_OF_SELLER < ofAllMax;
  }

  synchronized long bytes() {
    return ofAll;
  }

  private synchronized void add(SellerId seller, long more) {
    ofAll += more;
    ofSellers.merge(seller, more, (one, other) -> one + other == 0 ? null : one + other);
  }

  Batch batch(SellerId seller, byte[] bytes) {
    return new Batch(seller, bytes);
  }

  /** What is written once for all streams that stand at the same place. */
  final class Batch {

    private final SellerId seller;
    private final byte[] bytes;
    private int holders;

    private Batch(SellerId seller, byte[] bytes) {
      this.seller = seller;
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    synchronized void hold() {
      if (holders == 0) {
        add(seller, bytes.length);
      }
      holders++;
    }

    synchronized void release() {
      holders--;
      if (holders == 0) {
        add(seller, -bytes.length);
      }
    }
  }
}
