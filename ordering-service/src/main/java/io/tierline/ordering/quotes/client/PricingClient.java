package io.tierline.ordering.quotes.client;

import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.ChainQuoteRequest;
import io.tierline.kit.identity.IdentitySettings;
import io.tierline.ordering.quotes.Quotes;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The only synchronous call between services (infra/decisions/0008-registry-calls.md). */
@Component
class PricingClient implements Quotes {

  private static final Logger LOG = LoggerFactory.getLogger(PricingClient.class);
  private static final String PROBLEM_PREFIX = "urn:tierline:problem:";

  /** What events that are still on their way will change. */
  private static final Set<String> OF_SELLERS = Set.of("seller-unknown", "seller-inactive");

  private final RestClient http;
  private final ServiceToken token;
  private final Circuit circuit;
  private final Semaphore places;
  private final int triesMax;

  PricingClient(RestClient.Builder builder, PricingSettings settings, IdentitySettings identity) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build());
    requests.setReadTimeout(settings.answerTimeout());
    this.http = builder.requestFactory(requests).baseUrl(settings.url().toString()).build();
    this.token =
        new ServiceToken(
            builder.clone().baseUrl("").build(),
            Objects.requireNonNullElseGet(
                settings.tokenUrl(), () -> URI.create(identity.issuer() + "/oauth2/token")),
            settings.clientId(),
            settings.clientSecret());
    this.circuit = new Circuit(settings.failuresToOpen(), settings.openFor(), System::nanoTime);
    this.places = new Semaphore(settings.concurrentMax());
    this.triesMax = settings.triesMax();
  }

  @Override
  public Answer quote(ChainQuoteRequest request) {
    if (!circuit.lets()) {
      return new Answer.Unavailable("Pricing failed several times and is left alone for a moment");
    }
    if (!places.tryAcquire()) {
      return new Answer.Unavailable("Too many quotes are being asked for at once");
    }
    try {
      return asked(request);
    } finally {
      places.release();
    }
  }

  private Answer asked(ChainQuoteRequest request) {
    Answer answer = new Answer.Unavailable("not asked yet");
    for (int tries = 0; tries < triesMax && answer instanceof Answer.Unavailable; tries++) {
      answer = once(request);
    }
    if (answer instanceof Answer.Unavailable(String why)) {
      circuit.failed();
      LOG.warn("No quote for {} {}: {}", request.action(), request.product(), why);
    } else {
      circuit.succeeded();
    }
    return answer;
  }

  private Answer once(ChainQuoteRequest request) {
    try {
      return ask(request, token.get());
    } catch (HttpClientErrorException.Unauthorized e) {
      return new Answer.Unavailable("This service's token was refused");
    } catch (HttpClientErrorException e) {
      return refused(e);
    } catch (RestClientException e) {
      return new Answer.Unavailable(Objects.toString(e.getMessage()));
    }
  }

  private Answer ask(ChainQuoteRequest request, String bearer) {
    try {
      ChainQuote quote =
          http.post()
              .uri("/v1/chain-quotes")
              .headers(headers -> headers.setBearerAuth(bearer))
              .contentType(MediaType.APPLICATION_JSON)
              .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
              .body(request)
              .retrieve()
              .body(ChainQuote.class);
      return quote == null
          ? new Answer.Unavailable("Pricing answered with nothing")
          : new Answer.Quoted(quote);
    } catch (HttpClientErrorException.Unauthorized e) {
      token.forget(bearer);
      throw e;
    }
  }

  /** What pricing understood and refused is final; what it could not take now may pass later. */
  private static Answer refused(HttpClientErrorException e) {
    HttpStatusCode status = e.getStatusCode();
    if (status.value() != 409 && status.value() != 422) {
      return new Answer.Unavailable("Pricing answered " + status);
    }
    ProblemDetail problem = e.getResponseBodyAs(ProblemDetail.class);
    String type = problem == null ? "" : Objects.toString(problem.getType(), "");
    String slug =
        type.startsWith(PROBLEM_PREFIX) ? type.substring(PROBLEM_PREFIX.length()) : "not-sold";
    Map<String, Object> properties = problem == null ? null : problem.getProperties();
    LOG.info(
        "Pricing refused: {} (seller {})",
        slug,
        properties == null ? null : properties.get("sellerId"));
    return OF_SELLERS.contains(slug) ? new Answer.SellerNotReady(slug) : new Answer.NotSold(slug);
  }
}
