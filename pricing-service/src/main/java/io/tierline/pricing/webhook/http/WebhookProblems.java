package io.tierline.pricing.webhook.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.pricing.webhook.Endpoint.Target;
import io.tierline.pricing.webhook.EndpointUrl;
import io.tierline.pricing.webhook.EndpointUrl.Reading;
import io.tierline.pricing.webhook.EndpointUrl.Schemes;
import io.tierline.pricing.webhook.Networks;
import io.tierline.pricing.webhook.http.EndpointJson.TargetJson;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** Why nothing became of a request about webhooks. */
public final class WebhookProblems {

  private static final ProblemType URL_REFUSED =
      new ProblemType(
          "webhook-url-refused",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "Nothing can be sent to this address");
  private static final ProblemType TOO_MANY =
      new ProblemType(
          "too-many-webhooks", HttpStatus.CONFLICT, "There are enough endpoints already");
  private static final ProblemType NOT_CONFIGURED =
      new ProblemType(
          "webhooks-not-configured",
          HttpStatus.SERVICE_UNAVAILABLE,
          "This installation has no key to keep webhook secrets with");
  private static final ProblemType TOO_MANY_SECRETS =
      new ProblemType(
          "too-many-secrets", HttpStatus.CONFLICT, "There are enough secrets that still sign");

  private WebhookProblems() {}

  /** Reads what a seller says of an endpoint. */
  public record Targets(Schemes schemes, Networks networks) {

    Target read(TargetJson body) {
      return switch (EndpointUrl.read(body.url(), schemes, networks)) {
        case Reading.Usable(var url) ->
            new Target(
                url,
                body.description() == null ? "" : body.description(),
                Set.copyOf(body.audiences()));
        case Reading.Refused(String reason) ->
            throw new ProblemException(URL_REFUSED, reason, Map.of("field", "url"));
      };
    }
  }

  static ProblemException tooMany(int max) {
    return new ProblemException(
        TOO_MANY,
        "A seller has at most %d endpoints; take one away that is no longer used.".formatted(max),
        Map.of("max", max));
  }

  static ProblemException notConfigured() {
    return new ProblemException(
        NOT_CONFIGURED,
        "Whoever runs it sets tierline.pricing.webhooks.keys, e.g. to 'openssl rand -base64 32'.");
  }

  static ProblemException unknown(long id) {
    return new ProblemException(
        CommonProblems.NOT_FOUND,
        "You have no such endpoint.",
        Map.of("webhookId", Long.toString(id)));
  }

  static ProblemException unknownDelivery(long id) {
    return new ProblemException(
        CommonProblems.NOT_FOUND,
        "There is no such delivery to this endpoint, or it is so old that it was forgotten.",
        Map.of("deliveryId", Long.toString(id)));
  }

  static ProblemException tooManySecrets(int max, Instant until) {
    return new ProblemException(
        TOO_MANY_SECRETS,
        "%d secrets sign at once; there is room for another when the oldest has expired."
            .formatted(max),
        Map.of("max", max, "until", until));
  }
}
