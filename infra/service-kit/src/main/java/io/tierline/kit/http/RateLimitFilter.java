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
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Each client has a bucket of requests, refilled steadily: by the token's subject, or by address
 * where there is no token. Each instance counts for itself.
 */
public final class RateLimitFilter extends OncePerRequestFilter {

  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  private final ProblemWriter problems;
  private final HttpSettings.Rate rate;
  private final Cache<String, Bucket> buckets;

  public RateLimitFilter(ProblemWriter problems, HttpSettings settings) {
    this.problems = problems;
    this.rate = settings.rate();
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(rate.clientsMax())
            .expireAfterAccess(FORGET_AFTER)
            .build();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/actuator/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ConsumptionProbe probe =
        buckets.get(client(request), _ -> fullBucket()).tryConsumeAndReturnRemaining(1);
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
            "A client may send %d requests a minute, and %d at once. Wait %d s."
                .formatted(rate.requestsPerMinute(), rate.burstRequests(), wait),
            Map.of(ProblemException.RETRY_AFTER_SECONDS, wait)));
  }

  private static String client(HttpServletRequest request) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication instanceof JwtAuthenticationToken token
        ? "client " + token.getName()
        : "address " + request.getRemoteAddr();
  }

  private Bucket fullBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(rate.burstRequests())
                    .refillGreedy(rate.requestsPerMinute(), Duration.ofMinutes(1)))
        .build();
  }
}
