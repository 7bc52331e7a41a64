package io.tierline.kit.problem;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

/** Makes problem documents: RFC 9457, with the trace id by which the log can be searched. */
public final class Problems {

  private final @Nullable Tracer tracer;

  Problems(@Nullable Tracer tracer) {
    this.tracer = tracer;
  }

  ProblemDetail document(ProblemException problem) {
    ProblemType type = problem.type();
    ProblemDetail document = ProblemDetail.forStatusAndDetail(type.status(), problem.detail());
    document.setType(type.uri());
    document.setTitle(type.title());
    problem.properties().forEach(document::setProperty);
    String trace = traceId();
    if (trace != null) {
      document.setProperty("traceId", trace);
    }
    return document;
  }

  HttpHeaders headers(ProblemException problem) {
    HttpHeaders headers = new HttpHeaders();
    Object wait = problem.properties().get(ProblemException.RETRY_AFTER_SECONDS);
    if (wait != null) {
      headers.set(HttpHeaders.RETRY_AFTER, wait.toString());
    }
    return headers;
  }

  private @Nullable String traceId() {
    if (tracer == null) {
      return null;
    }
    Span span = tracer.currentSpan();
    return span == null ? null : span.context().traceId();
  }
}
