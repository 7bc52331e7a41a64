package io.tierline.pricing.http;

import io.tierline.kit.http.ETags;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The version a client has seen; it need not name one for what nobody has set yet. */
public final class SeenVersion {

  private SeenVersion() {}

  /** Null when the header {@code If-Match} was not sent. */
  public static @Nullable Long of(@Nullable String ifMatch) {
    return ifMatch == null ? null : Long.valueOf(ETags.ifMatch(ifMatch).version());
  }

  /** 428, for what exists already. */
  public static ProblemException required(long current) {
    return new ProblemException(
        CommonProblems.PRECONDITION_REQUIRED,
        "The header 'If-Match' is required: the ETag of the version you have seen. It is version %d now."
            .formatted(current),
        Map.of("header", "If-Match", "currentVersion", Long.toString(current)));
  }
}
