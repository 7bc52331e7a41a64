package io.tierline.kit.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Each client has a bucket of requests, refilled steadily. Each instance counts for itself. There
 * are two of these: one before anything is verified counts addresses, so that bad tokens and
 * guessed secrets are limited too; one after it counts the tokens' subjects.
 */
public final class RateLimitFilter extends OncePerRequestFilter {

  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  private final ProblemWriter problems;
  private final HttpSettings.Rate rate;
  private final int timesTheRate;
  private final Function<HttpServletRequest, @Nullable String> client;
  private final Cache<String, Bucket> buckets;

  private RateLimitFilter(
      ProblemWriter problems,
      HttpSettings settings,
      int timesTheRate,
      Function<HttpServletRequest, @Nullable String> client) {
    this.problems = problems;
    this.rate = settings.rate();
    this.timesTheRate = timesTheRate;
    this.client = client;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(rate.clientsMax())
            .expireAfterAccess(FORGET_AFTER)
            .build();
  }

  /** By network address; stands before authentication. */
  public static RateLimitFilter ofAddresses(ProblemWriter problems, HttpSettings settings) {
    return new RateLimitFilter(
        problems, settings, settings.rate().clientsPerAddress(), HttpServletRequest::getRemoteAddr);
  }

  /** By the token's subject; stands after authentication, and lets pass who has no token. */
  public static RateLimitFilter ofClients(ProblemWriter problems, HttpSettings settings) {
    return new RateLimitFilter(problems, settings, 1, _ -> subject());
  }

  /** Of its own, or the second of two would take the first's work for its own. */
  @Override
  protected String getAlreadyFilteredAttributeName() {
    return super.getAlreadyFilteredAttributeName() + "@" + System.identityHashCode(this);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/actuator/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String known = client.apply(request);
    if (known == null) {
      chain.doFilter(request, response);
      return;
    }
    ConsumptionProbe probe = buckets.get(known, _ -> fullBucket()).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      chain.doFilter(request, response);
      return;
    }
    long wait = 1 + Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds();
    problems.write(
        request,
        response,
        new ProblemException(
            CommonProblems.TOO_MANY_REQUESTS,
            "You may send %d requests a minute, and %d at once. Wait %d s."
                .formatted(
                    (long) rate.requestsPerMinute() * timesTheRate,
                    (long) rate.burstRequests() * timesTheRate,
                    wait),
            Map.of(ProblemException.RETRY_AFTER_SECONDS, wait)));
  }

  private static @Nullable String subject() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication instanceof JwtAuthenticationToken token ? token.getName() : null;
  }

  private Bucket fullBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity((long) rate.burstRequests() * timesTheRate)
                    .refillGreedy(
                        (long) rate.requestsPerMinute() * timesTheRate, Duration.ofMinutes(1)))
        .build();
  }
}
