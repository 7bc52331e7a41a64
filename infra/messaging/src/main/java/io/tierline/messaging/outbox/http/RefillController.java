package io.tierline.messaging.outbox.http;

import io.tierline.messaging.outbox.Refilling;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Which topics tell everything, and the order to tell it again after a restore that the service
 * cannot find by itself. For the installation's own staff: it concerns all sellers.
 */
@RestController
@RequestMapping("/v1/ops/refills")
@PreAuthorize("hasAuthority('SCOPE_installation')")
class RefillController {

  private static final int WHY_LENGTH_MAX = 500;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Control characters, line and paragraph separators. */
  private static final Pattern NOT_OF_A_LINE = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

  private final Refilling refilling;

  RefillController(Refilling refilling) {
    this.refilling = refilling;
  }

  /** All topics that others follow. */
  record Topics(List<Topic> topics) {}

  /**
   * @param filled whether it tells everything; until then nobody who follows it vouches for a price
   * @param messages how many went on the bus again when it was filled last
   */
  record Topic(String name, boolean filled, String messages) {}

  record Request(@Nullable String why) {}

  @GetMapping
  Topics list() {
    return new Topics(
        refilling.topics().stream()
            .map(topic -> new Topic(topic.name(), topic.filled(), Long.toString(topic.messages())))
            .toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Topics refill(@RequestBody Request request, Principal who) {
    String why = inOneLine(request.why());
    if (why.isEmpty() || why.length() > WHY_LENGTH_MAX) {
      throw problem(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "refill-request-incomplete",
          "The field why is needed, with 1 to %d characters.".formatted(WHY_LENGTH_MAX));
    }
    if (!refilling.askForAll(who.getName(), why)) {
      ErrorResponseException busy =
          problem(
              HttpStatus.CONFLICT,
              "refill-topic-busy",
              "An instance is just beginning to fill a topic. Nothing was ordered: send the order"
                  + " again in a few seconds. If this answer stays, the broker may be slow or away;"
                  + " the service's log says so.");
      busy.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
      throw busy;
    }
    return list();
  }

  /** As it goes into the log and is kept. */
  private static String inOneLine(@Nullable String text) {
    return text == null ? "" : NOT_OF_A_LINE.matcher(text).replaceAll(" ").strip();
  }

  private static ErrorResponseException problem(HttpStatus status, String slug, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:tierline:problem:" + slug));
    return new ErrorResponseException(status, problem, null);
  }
}
