package io.tierline.storefront;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a cache has done since it was connected; for a shop's metrics. */
public final class PriceCacheCounters {

  private final LongAdder recordsOfOthersSkipped = new LongAdder();
  private final LongAdder snapshotsShown = new LongAdder();
  private final LongAdder snapshotsRepeated = new LongAdder();
  private final LongAdder recordsUnreadable = new LongAdder();
  private final LongAdder watermarksRead = new LongAdder();
  private final LongAdder connectionsMade = new LongAdder();
  private final LongAdder startsOver = new LongAdder();
  private final LongAdder listenersFailed = new LongAdder();
  private final LongAdder listenersSlow = new LongAdder();
  private final LongAdder answersPriced = new LongAdder();
  private final LongAdder answersNotSold = new LongAdder();
  private final LongAdder answersUnvouched = new LongAdder();
  private final AtomicInteger changeSetsPending = new AtomicInteger();

  PriceCacheCounters() {}

  /** Records of sellers that are not followed: skipped by their key, their body never decoded. */
  public long recordsOfOthersSkipped() {
    return recordsOfOthersSkipped.sum();
  }

  public long snapshotsShown() {
    return snapshotsShown.sum();
  }

  /** Snapshots that said nothing new: repeated, or overtaken by a newer version. */
  public long snapshotsRepeated() {
    return snapshotsRepeated.sum();
  }

  /** Worth an alert: a product is not sold until its seller saves the price again. */
  public long recordsUnreadable() {
    return recordsUnreadable.sum();
  }

  public long watermarksRead() {
    return watermarksRead.sum();
  }

  /** 1 after the first connection; more after errors that needed another. */
  public long connectionsMade() {
    return connectionsMade.sum();
  }

  /** How often everything was forgotten and read anew: a topic was lost, or told anew. */
  public long startsOver() {
    return startsOver.sum();
  }

  /** How often a {@link PriceListener} threw something. */
  public long listenersFailed() {
    return listenersFailed.sum();
  }

  /** How often a {@link PriceListener} kept the cache from reading for a quarter of its bound. */
  public long listenersSlow() {
    return listenersSlow.sum();
  }

  public long answersPriced() {
    return answersPriced.sum();
  }

  public long answersNotSold() {
    return answersNotSold.sum();
  }

  public long answersUnvouched() {
    return answersUnvouched.sum();
  }

  /** Publications of which a part is still on its way, at the moment. */
  public int changeSetsPending() {
    return changeSetsPending.get();
  }

  void recordOfOthersSkipped() {
    recordsOfOthersSkipped.increment();
  }

  void snapshotShown() {
    snapshotsShown.increment();
  }

  void snapshotRepeated() {
    snapshotsRepeated.increment();
  }

  void unreadableRead() {
    recordsUnreadable.increment();
  }

  void watermarkRead() {
    watermarksRead.increment();
  }

  void connectionMade() {
    connectionsMade.increment();
  }

  void startedOver() {
    startsOver.increment();
  }

  void listenerFailed() {
    listenersFailed.increment();
  }

  void listenerSlow() {
    listenersSlow.increment();
  }

  void answeredPriced(int count) {
    answersPriced.add(count);
  }

  void answeredNotSold(int count) {
    answersNotSold.add(count);
  }

  void answeredUnvouched(int count) {
    answersUnvouched.add(count);
  }

  void changeSetsPending(int now) {
    changeSetsPending.set(now);
  }
}
