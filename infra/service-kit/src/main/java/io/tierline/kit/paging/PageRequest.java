package io.tierline.kit.paging;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bound from {@code ?limit=} (1 to 200, 50 unless told) and {@code ?after=} by the kit's argument
 * resolver; a value outside is refused with 400.
 *
 * @param after the sort key after which the page starts; null for the first page
 */
public record PageRequest(int limit, @Nullable String after) {

  public static final int LIMIT_DEFAULT = 50;
  public static final int LIMIT_MAX = 200;

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  static final String LIMIT = "limit";
  static final String AFTER = "after";

  /** How many rows to ask the database for: one more than the page has, see {@link Page#of}. */
  public int rows() {
    return limit + 1;
  }

  /**
   * The sort key of a listing that is sorted by a number from 1 on.
   *
   * @throws ProblemException when the cursor is one of another listing
   */
  public OptionalLong afterNumber() {
    if (after == null) {
      return OptionalLong.empty();
    }
    if (!NUMBER.matcher(after).matches()) {
      throw notOurs();
    }
    return OptionalLong.of(Long.parseLong(after));
  }

  static PageRequest of(@Nullable String limit, @Nullable String after) {
    return new PageRequest(limit(limit), after == null ? null : sortKey(after));
  }

  private static String sortKey(String cursor) {
    return Cursor.decode(cursor).orElseThrow(PageRequest::notOurs);
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return LIMIT_DEFAULT;
    }
    if (text.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    }
    throw new ProblemException(
        CommonProblems.INVALID_VALUE,
        "The parameter '%s' must be a number from 1 to %d.".formatted(LIMIT, LIMIT_MAX),
        Map.of("parameter", LIMIT));
  }

  private static ProblemException notOurs() {
    return new ProblemException(
        CommonProblems.INVALID_VALUE,
        "The parameter '%s' must be the 'next' of the page before, unchanged, or be left out for the first page."
            .formatted(AFTER),
        Map.of("parameter", AFTER));
  }
}
