package io.tierline.kit.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;

/**
 * A kind of refusal with a stable {@code type} that clients can match.
 *
 * @param slug lower-case words with hyphens; the type is {@code urn:tierline:problem:<slug>}
 * @param title one short sentence, the same for all occurrences
 */
public record ProblemType(String slug, HttpStatus status, String title) {

  static final String URI_PREFIX = "urn:tierline:problem:";

  public URI uri() {
    return URI.create(URI_PREFIX + slug);
  }
}
