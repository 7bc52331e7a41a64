package io.tierline.pricing.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Moments one can ask for. */
public final class Moments {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private Moments() {}

  public static @Nullable Instant within(String field, @Nullable Instant moment) {
    if (moment != null && (moment.isBefore(EARLIEST) || moment.isAfter(LATEST))) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "'%s' lies between %s and %s.".formatted(field, EARLIEST, LATEST),
          Map.of("field", field));
    }
    return moment;
  }
}
