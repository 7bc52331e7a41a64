package io.tierline.ordering.quotes.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The access token of this service's own client (client credentials), kept until shortly before its
 * end.
 */
final class ServiceToken {

  /** Asked for anew this long before it ends, for clocks that differ and calls under way. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private record TokenAnswer(
      @JsonProperty("access_token") @Nullable String accessToken,
      @JsonProperty("expires_in") long expiresInSeconds) {}

  private record Kept(String token, long untilNanoTime) {}

  private final RestClient http;
  private final URI tokenUrl;
  private final String clientId;
  private final String clientSecret;
  private @Nullable Kept kept;

  ServiceToken(RestClient http, URI tokenUrl, String clientId, String clientSecret) {
    this.http = http;
    this.tokenUrl = tokenUrl;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  synchronized String get() {
    Kept now = kept;
    if (now == null || now.untilNanoTime() - System.nanoTime() <= 0) {
      now = ask();
      kept = now;
    }
    return now.token();
  }

  /** It was refused: the next call asks for a new one. */
  synchronized void forget(String token) {
    if (kept != null && kept.token().equals(token)) {
      kept = null;
    }
  }

  private Kept ask() {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    form.add("grant_type", "client_credentials");
    form.add("scope", "quotes.chain");
    TokenAnswer answer =
        http.post()
            .uri(tokenUrl)
            .headers(headers -> headers.setBasicAuth(clientId, clientSecret))
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .body(form)
            .retrieve()
            .body(TokenAnswer.class);
    if (answer == null || answer.accessToken() == null) {
      throw new RestClientException("The token endpoint answered without a token");
    }
    long nanos = Duration.ofSeconds(answer.expiresInSeconds()).minus(MARGIN).toNanos();
    return new Kept(answer.accessToken(), System.nanoTime() + nanos);
  }
}
