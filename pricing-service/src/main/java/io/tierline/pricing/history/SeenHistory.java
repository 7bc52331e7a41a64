package io.tierline.pricing.history;

import java.util.Optional;

/**
 * The history whose version the client of this request has seen and wants to change. What it saves
 * is saved in that history or not at all.
 */
public final class SeenHistory {

  private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

  private SeenHistory() {}

  /** For as long as the request is worked on. */
  public static <T, X extends Throwable> T in(String history, ScopedValue.CallableOp<T, X> work)
      throws X {
    return ScopedValue.where(CURRENT, history).call(work);
  }

  /** Nothing where no version was named. */
  public static Optional<String> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }
}
