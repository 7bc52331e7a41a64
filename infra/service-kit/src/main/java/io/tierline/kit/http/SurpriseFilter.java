package io.tierline.kit.http;

import io.tierline.kit.problem.BodyTooLarge;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemWriter;
import io.tierline.kit.problem.Surprises;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** What filters throw is answered like what controllers throw. */
final class SurpriseFilter extends OncePerRequestFilter {

  private final ProblemWriter problems;

  SurpriseFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException surprise) {
      if (response.isCommitted() || Surprises.isClientGone(surprise)) {
        throw surprise;
      }
      problems.write(request, response, problem(surprise));
    }
  }

  private static ProblemException problem(Exception surprise) {
    BodyTooLarge tooLarge = BodyTooLarge.in(surprise);
    return tooLarge == null ? Surprises.problem(surprise) : tooLarge.problem();
  }
}
