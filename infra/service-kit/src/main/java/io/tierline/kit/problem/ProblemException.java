package io.tierline.kit.problem;

import java.util.Map;

/**
 * Thrown at the HTTP edge only, when a use case's refusal becomes an answer. The detail says what
 * was wrong, what was expected and what to do.
 */
public final class ProblemException extends RuntimeException {

  /** A property that also becomes the header {@code Retry-After}. */
  public static final String RETRY_AFTER_SECONDS = "retryAfterSeconds";

  private final ProblemType type;
  private final String detail;
  private final transient Map<String, Object> properties;

  public ProblemException(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }

  /**
   * @param properties further members of the problem document, such as {@code field} or {@code
   *     rule}
   */
  public ProblemException(ProblemType type, String detail, Map<String, Object> properties) {
    super(detail);
    this.type = type;
    this.detail = detail;
    this.properties = Map.copyOf(properties);
  }

  public ProblemType type() {
    return type;
  }

  public String detail() {
    return detail;
  }

  public Map<String, Object> properties() {
    return properties;
  }
}
