package io.tierline.kit.idempotency;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.SellerScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A caller's key together with the seller it belongs to: two sellers may use the same one.
 *
 * @param text 1 to 200 visible ASCII characters
 */
record IdempotencyKey(long sellerId, String text) {

  static final String HEADER = "Idempotency-Key";

  private static final int LENGTH_MAX = 200;

  static IdempotencyKey of(@Nullable String text) {
    if (text == null) {
      throw new ProblemException(
          CommonProblems.MISSING_VALUE,
          "The header '%s' is required: a new random value, such as a UUID, for each thing you want done, and the same one when you try that again."
              .formatted(HEADER),
          Map.of("header", HEADER));
    }
    if (text.isEmpty()
        || text.length() > LENGTH_MAX
        || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "The header '%s' must have 1 to %d visible ASCII characters and no space."
              .formatted(HEADER, LENGTH_MAX),
          Map.of("header", HEADER));
    }
    String seller =
        SellerScope.seller()
            .orElseThrow(
                () ->
                    new ProblemException(
                        CommonProblems.FORBIDDEN,
                        "The token of a seller is required; this one acts for none."));
    return new IdempotencyKey(Long.parseLong(seller), text);
  }

  ProblemException reused() {
    return new ProblemException(
        CommonProblems.IDEMPOTENCY_KEY_REUSED,
        "This value of '%s' was used for a request with another address or body. Use a new value for a new request, or send the first one again unchanged."
            .formatted(HEADER),
        Map.of("header", HEADER));
  }

  ProblemException inProgress() {
    return new ProblemException(
        CommonProblems.REQUEST_IN_PROGRESS,
        "The first request with this value of '%s' is still being worked on. Try again in a moment with the same value."
            .formatted(HEADER),
        Map.of("header", HEADER, ProblemException.RETRY_AFTER_SECONDS, 2));
  }
}
