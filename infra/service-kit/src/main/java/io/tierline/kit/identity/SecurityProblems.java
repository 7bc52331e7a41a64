package io.tierline.kit.identity;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** 401 and 403 as problem documents, with the challenge of RFC 6750. */
final class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final ProblemWriter problems;

  SecurityProblems(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
      throws IOException {
    boolean sent = refusal instanceof OAuth2AuthenticationException;
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE, sent ? "Bearer error=\"invalid_token\"" : "Bearer");
    problems.write(
        request,
        response,
        CommonProblems.UNAUTHENTICATED,
        sent
            ? "The token is not accepted: it is expired, not from the expected issuer, not for this"
                + " audience, or altered. Get a new one from the token endpoint."
            : "A token is required: send it in the header 'Authorization: Bearer …'.");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
      throws IOException {
    problems.write(
        request, response, CommonProblems.FORBIDDEN, "The token's scopes do not allow this.");
  }
}
