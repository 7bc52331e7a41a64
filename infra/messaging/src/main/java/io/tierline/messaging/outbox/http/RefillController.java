package io.tierline.messaging.outbox.http;

import io.tierline.messaging.outbox.Refilling;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    String why = request.why();
    if (why == null || why.isBlank() || why.length() > WHY_LENGTH_MAX) {
      ProblemDetail problem =
          ProblemDetail.forStatusAndDetail(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "The field why is needed, with 1 to %d characters.".formatted(WHY_LENGTH_MAX));
      problem.setType(URI.create("urn:tierline:problem:refill-request-incomplete"));
      throw new ErrorResponseException(HttpStatus.UNPROCESSABLE_CONTENT, problem, null);
    }
    refilling.askForAll(who.getName(), why);
    return list();
  }
}
