package io.tierline.kit.problem;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thrown into whoever reads a body, at the byte that is one too many. */
public final class BodyTooLarge extends IOException {

  private final long bytesMax;

  public BodyTooLarge(long bytesMax) {
    super("A body may have at most %d bytes".formatted(bytesMax));
    this.bytesMax = bytesMax;
  }

  /** The one among an error's causes. */
  public static @Nullable BodyTooLarge in(@Nullable Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLarge tooLarge) {
        return tooLarge;
      }
    }
    return null;
  }

  public ProblemException problem() {
    return problem(bytesMax);
  }

  public static ProblemException problem(long bytesMax) {
    return new ProblemException(
        CommonProblems.BODY_TOO_LARGE,
        "A request body may have at most %d bytes. Send less at once.".formatted(bytesMax),
        Map.of("bytesMax", bytesMax));
  }
}
