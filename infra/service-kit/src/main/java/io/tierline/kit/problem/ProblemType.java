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

  public URI uri() {
    return URI.create("urn:tierline:problem:" + slug);
  }
}
