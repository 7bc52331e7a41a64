package io.tierline.localstack;

import java.time.Duration;

/**
 * How long these programs wait for what they need before they say that it does not come. Somebody
 * at a terminal wants to know soon; a test on a busy machine gives them longer.
 */
final class Patience {

  /** A system property: an ISO 8601 duration instead of what is usual. */
  static final String PROPERTY = "tierline.patience";

  private Patience() {}

  static Duration usually(Duration usual) {
    String said = System.getProperty(PROPERTY);
    return said == null ? usual : Duration.parse(said);
  }
}
