package io.tierline.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
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
    write(request.getRequestURI(), response, problem);
  }

  /**
   * @param path of the request, which becomes the member {@code instance}
   */
  public void write(String path, HttpServletResponse response, ProblemException problem)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    ProblemDetail document = problems.document(problem);
    document.setInstance(instance(path));
    response.resetBuffer();
    response.setStatus(problem.type().status().value());
    problems
        .headers(problem)
        .forEach((name, values) -> response.setHeader(name, values.getFirst()));
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    byte[] body = json.writeValueAsBytes(document);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  private static @Nullable URI instance(String path) {
    try {
      return new URI(path);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
