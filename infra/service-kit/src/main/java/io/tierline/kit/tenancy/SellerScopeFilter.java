package io.tierline.kit.tenancy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Opens the scope of the seller in the verified token for the whole request. A token of a service's
 * own client names no seller: no scope is open, and nothing of any seller is seen.
 */
public final class SellerScopeFilter extends OncePerRequestFilter {

  /** The claim, and the key in the log's context. */
  public static final String SELLER = "seller";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    String seller =
        authentication instanceof JwtAuthenticationToken token
            ? token.getToken().getClaimAsString(SELLER)
            : null;
    if (seller == null) {
      chain.doFilter(request, response);
      return;
    }
    try (MDC.MDCCloseable _ = MDC.putCloseable(SELLER, seller)) {
      inScope(seller, request, response, chain);
    }
  }

  private static void inScope(
      String seller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      SellerScope.carrierOfSeller(seller)
          .call(
              () -> {
                chain.doFilter(request, response);
                return seller;
              });
    } catch (IOException | ServletException | RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
