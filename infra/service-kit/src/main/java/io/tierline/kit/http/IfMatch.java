package io.tierline.kit.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;

/**
 * The header {@code If-Match}, as a controller's parameter: without it the request is refused with
 * 428.
 *
 * @param tags the entity tags that the client would accept, {@code *} for any
 */
public record IfMatch(List<String> tags) {

  static final String ANY = "*";

  public IfMatch {
    tags = List.copyOf(tags);
  }

  /**
   * The one version that the client has seen, for a use case that compares it itself.
   *
   * @throws ProblemException when there are several, or {@code *}
   */
  public long version() {
    if (tags.size() != 1 || tags.getFirst().equals(ANY)) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "The header 'If-Match' must hold exactly one entity tag: the ETag of the version you have seen.",
          Map.of("header", "If-Match"));
    }
    return ETags.version(tags.getFirst());
  }

  /**
   * Refuses with 412 what was changed meanwhile.
   *
   * @param current version of what is about to be changed
   */
  public void require(long current) {
    if (!tags.contains(ANY) && !tags.contains(ETags.of(current))) {
      throw ETags.changed(current);
    }
  }
}
