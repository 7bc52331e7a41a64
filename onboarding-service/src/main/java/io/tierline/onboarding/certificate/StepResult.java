package io.tierline.onboarding.certificate;

import java.time.Instant;
import java.util.function.Function;

/** How far a step of the set-up came. */
public sealed interface StepResult<T> {

  record Done<T>(T value) implements StepResult<T> {}

  /** Nothing is wrong; ask again then. */
  record NotYet<T>(Instant until) implements StepResult<T> {}

  /** Retried with growing pauses, and shown. */
  record Failed<T>(String reason) implements StepResult<T> {}

  default <R> StepResult<R> map(Function<T, R> next) {
    return switch (this) {
      case Done<T>(T value) -> new Done<>(next.apply(value));
      case NotYet<T>(Instant until) -> new NotYet<>(until);
      case Failed<T>(String reason) -> new Failed<>(reason);
    };
  }
}
