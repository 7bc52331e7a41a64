package io.tierline.testsupport.staleness;

/** What an answer of a cache can be found guilty of. */
public enum Violation {
  NEVER_SET("a price that nobody set"),
  OF_ANOTHER_VERSION("a price of another version than the cache said"),
  BEFORE_SET("a price before it was set"),
  BEFORE_IT_COUNTS("a price before it counts"),
  OLDER_THAN_BOUND("a price older than the bound"),
  OLDER_THAN_SAID("a price older than the cache said"),
  OLDER_AFTER_NEWER("an older price after a newer one"),
  HALF_A_PUBLICATION("half a publication");

  private final String words;

  Violation(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
