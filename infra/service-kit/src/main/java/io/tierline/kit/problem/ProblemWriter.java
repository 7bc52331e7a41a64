package io.tierline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents where no controller is involved: in filters. */
public final class ProblemWriter {

  private final Problems problems;
  private final JsonMapper json;

  ProblemWriter(Problems problems, JsonMapper json) {
    this.problems = problems;
    this.json = json;
  }

  public void write(
      HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
      throws IOException {
    write(request, response, new ProblemException(type, detail));
  }

  public void write(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException {
    Map<String, Object> properties = problem.properties();
    ProblemDetail document = problems.document(problem.type(), problem.detail(), properties);
    document.setInstance(URI.create(request.getRequestURI()));
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.type().status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    byte[] body = json.writeValueAsBytes(document);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }
}
