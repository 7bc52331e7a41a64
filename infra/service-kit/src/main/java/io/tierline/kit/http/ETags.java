package io.tierline.kit.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions as strong entity tags (RFC 9110, section 8.8.3): version 7 is {@code "7"}, and {@code
 * "7.2"} where the answer shows something else, too, which has versions of its own.
 */
public final class ETags {

  private static final Pattern LIST =
      Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(?:,|$)");
  private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})(?:\\.\\d{1,18})?\"");

  private ETags() {}

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * @param version which alone counts in {@code If-Match}
   * @param shown of what else is shown: {@code If-None-Match} must notice its changes
   */
  public static String of(long version, long shown) {
    return "\"" + version + "." + shown + "\"";
  }

  /**
   * Reads {@code If-Match}.
   *
   * @throws ProblemException 428 when it is missing, 400 when it is not a list of entity tags
   */
  public static IfMatch ifMatch(@Nullable String header) {
    if (header == null || header.isBlank()) {
      throw new ProblemException(
          CommonProblems.PRECONDITION_REQUIRED,
          "The header 'If-Match' is required: the ETag of the version you have seen, so that you do not overwrite a change you have not.",
          Map.of("header", "If-Match"));
    }
    if (header.strip().equals(IfMatch.ANY)) {
      return new IfMatch(List.of(IfMatch.ANY));
    }
    List<String> tags = new ArrayList<>();
    Matcher matcher = LIST.matcher(header);
    int read = 0;
    while (read < header.length() && matcher.find(read) && matcher.start() == read) {
      // A weak tag never matches here (RFC 9110, section 13.1.1), but it may be sent.
      tags.add((matcher.group(1) == null ? "" : "W/") + '"' + matcher.group(2) + '"');
      read = matcher.end();
    }
    if (read < header.length()) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "The header 'If-Match' must be an ETag as it was sent, in double quotes, such as \"7\".",
          Map.of("header", "If-Match"));
    }
    return new IfMatch(tags);
  }

  /** 412, for a use case that found another version than the one the client has seen. */
  public static ProblemException changed(long current) {
    return new ProblemException(
        CommonProblems.PRECONDITION_FAILED,
        "It was changed meanwhile and is now version %d. Read it again and repeat the change on that version."
            .formatted(current),
        Map.of("currentVersion", Long.toString(current)));
  }

  static long version(String tag) {
    Matcher matcher = VERSION.matcher(tag);
    if (!matcher.matches()) {
      // A tag that was never given out is a version that nobody has: it cannot match.
      throw new ProblemException(
          CommonProblems.PRECONDITION_FAILED,
          "The entity tag %s is not the current version. Read it again and use its ETag."
              .formatted(tag),
          Map.of("header", "If-Match"));
    }
    return Long.parseLong(matcher.group(1));
  }
}
