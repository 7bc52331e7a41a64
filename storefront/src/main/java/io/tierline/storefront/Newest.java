package io.tierline.storefront;

import org.jspecify.annotations.Nullable;

/**
 * The newest snapshot of a key whose snapshots say everything. Immutable.
 *
 * @param version of it, by which repetitions and what it overtook are told; 0 before the first
 * @param unreadableSequence the relay's number of a record that could not be read and that nothing
 *     readable has followed; 0 when it carried none
 * @param unreadableSince its arrival; 0 when there is none
 */
record Newest<T>(
    @Nullable T value,
    long version,
    long highestSequence,
    long unreadableSequence,
    long unreadableSince) {

  static <T> Newest<T> none() {
    return new Newest<>(null, 0, 0, 0, 0);
  }

  /** What is known may have been replaced by what could not be read. */
  boolean isDoubtful() {
    return unreadableSince > 0;
  }

  boolean isNews(long otherVersion) {
    return otherVersion > version;
  }

  /** With a newer version; one that was sent before what could not be read does not heal. */
  Newest<T> with(T newer, long newerVersion, Origin origin) {
    boolean heals = unreadableSequence == 0 || origin.sequence() > unreadableSequence;
    return new Newest<>(
        newer,
        newerVersion,
        Math.max(highestSequence, origin.sequence()),
        heals ? 0 : unreadableSequence,
        heals ? 0 : unreadableSince);
  }

  /** One that the relay sent before what is known, and now repeats, says nothing new. */
  Newest<T> withUnreadable(long sequence, long arrival) {
    return sequence > 0 && sequence <= highestSequence
        ? this
        : new Newest<>(
            value, version, highestSequence, Math.max(sequence, unreadableSequence), arrival);
  }
}
