package io.tierline.ordering.quotes.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
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

  private static final CompletableFuture<Kept> NONE =
      CompletableFuture.failedFuture(new IllegalStateException("Not asked for yet"));

  private final RestClient http;
  private final URI tokenUrl;
  private final String clientId;
  private final String clientSecret;
  private final AtomicReference<CompletableFuture<Kept>> kept = new AtomicReference<>(NONE);

  ServiceToken(RestClient http, URI tokenUrl, String clientId, String clientSecret) {
    this.http = http;
    this.tokenUrl = tokenUrl;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  /**
   * @throws RestClientException when the token endpoint did not give one; callers at the same time
   *     share one question and its failure, so that nobody waits longer than for one answer
   */
  String get() {
    CompletableFuture<Kept> mine = new CompletableFuture<>();
    CompletableFuture<Kept> shared = kept.updateAndGet(now -> isOfUse(now) ? now : mine);
    if (shared == mine) {
      try {
        mine.complete(ask());
      } catch (RuntimeException e) {
        mine.completeExceptionally(e);
      }
    }
    try {
      return shared.join().token();
    } catch (CompletionException e) {
      throw new RestClientException("No token: " + e.getCause(), e);
    }
  }

  /** Under way, or not ended yet. */
  private static boolean isOfUse(CompletableFuture<Kept> token) {
    return !token.isDone()
        || (!token.isCompletedExceptionally()
            && token.join().untilNanoTime() - System.nanoTime() > 0);
  }

  /** It was refused: the next call asks for a new one. */
  void forget(String token) {
    kept.updateAndGet(
        now -> now.isDone() && isOfUse(now) && now.join().token().equals(token) ? NONE : now);
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
