package io.tierline.ordering.orders.http.legacy;

/** Answered as {@code {"status":"ERROR","message":…}} with HTTP status 500 (domain.md OR-7). */
final class LegacyError extends RuntimeException {

  LegacyError(String message) {
    super(message, null, false, false);
  }
}
