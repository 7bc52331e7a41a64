package io.tierline.pricing.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt. */
public sealed interface Outcome {

  Duration took();

  /** Any status from 200 to 299. */
  record Received(int status, Duration took) implements Outcome {}

  /**
   * @param retryAfter how long it asks to be left alone; null where it does not
   */
  record Refused(int status, Duration took, @Nullable Duration retryAfter) implements Outcome {

    /** The receiver asks never to be sent anything again. */
    boolean isGone() {
      return status == 410;
    }
  }

  /** Nothing was answered, or nothing could be asked. */
  record Failed(String reason, Duration took) implements Outcome {}

  default String described() {
    return switch (this) {
      case Received(int status, _) -> "answered %d".formatted(status);
      case Refused(int status, _, _) -> "answered %d".formatted(status);
      case Failed(String reason, _) -> reason;
    };
  }
}
