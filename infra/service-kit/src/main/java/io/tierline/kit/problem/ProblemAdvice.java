package io.tierline.kit.problem;

import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what a controller throws into a problem document. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final Problems problems;

  ProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ProblemException refusal) {
    return answer(refusal.type(), refusal.detail(), refusal.properties());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> forbidden(AccessDeniedException refusal) {
    return answer(
        CommonProblems.FORBIDDEN, "The token's scopes do not allow this.", Map.of());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(Exception surprise) {
    String errorId = UUID.randomUUID().toString();
    LOG.error("Unexpected error {}", errorId, surprise);
    return answer(
        CommonProblems.UNEXPECTED,
        "The request was not carried out. Name this error id when you ask for help.",
        Map.of("errorId", errorId));
  }

  private ResponseEntity<ProblemDetail> answer(
      ProblemType type, String detail, Map<String, ?> properties) {
    HttpStatus status = type.status();
    return ResponseEntity.status(status).body(problems.document(type, detail, properties));
  }
}
