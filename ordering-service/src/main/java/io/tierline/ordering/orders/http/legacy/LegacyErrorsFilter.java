package io.tierline.ordering.orders.http.legacy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients of the legacy API read nothing but its own form of errors, also where a limit or a filter
 * has refused the call before its controller (domain.md OR-7).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LegacyErrorsFilter extends OncePerRequestFilter {

  private final JsonMapper json;

  LegacyErrorsFilter(JsonMapper json) {
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String path = failed == null ? request.getRequestURI() : failed.toString();
    return !path.startsWith("/api/");
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, held);
    if (MediaType.APPLICATION_PROBLEM_JSON_VALUE.equals(held.getContentType())) {
      String why = json.readTree(held.getContentAsByteArray()).path("detail").asString("");
      byte[] body = json.writeValueAsBytes(Map.of("status", "ERROR", "message", why));
      held.resetBuffer();
      held.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      held.setContentType(MediaType.APPLICATION_JSON_VALUE);
      held.getOutputStream().write(body);
    }
    held.copyBodyToResponse();
  }
}
