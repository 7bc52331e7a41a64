package io.tierline.kit.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers what the container refuses before any filter sees it, such as an address it cannot
 * decode, as a problem document. The text is fixed: nothing of the request goes into it.
 */
final class ProblemValve extends ErrorReportValve {

  private static final String DOCUMENT =
      """
      {"type":"%s","title":"%s","status":%d,"detail":"The server could not read the request's first line or its headers."}""";

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    HttpStatus status = HttpStatus.resolve(response.getStatus());
    if (status == null
        || !status.isError()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    ProblemType type = CommonProblems.of(status);
    byte[] body =
        DOCUMENT
            .formatted(type.uri(), type.title(), status.value())
            .getBytes(StandardCharsets.UTF_8);
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      // Nobody is there any more, or something else has answered.
      container.getLogger().debug("A refusal could not be reported", e);
    }
  }
}
