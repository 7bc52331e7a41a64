package io.tierline.kit.problem;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** Makes problem documents: RFC 9457, with the trace id by which the log can be searched. */
public final class Problems {

  private final @Nullable Tracer tracer;

  Problems(@Nullable Tracer tracer) {
    this.tracer = tracer;
  }

  ProblemDetail document(ProblemType type, String detail, Map<String, ?> properties) {
    ProblemDetail document = ProblemDetail.forStatusAndDetail(type.status(), detail);
    document.setType(type.uri());
    document.setTitle(type.title());
    properties.forEach(document::setProperty);
    String trace = traceId();
    if (trace != null) {
      document.setProperty("traceId", trace);
    }
    return document;
  }

  private @Nullable String traceId() {
    if (tracer == null) {
      return null;
    }
    Span span = tracer.currentSpan();
    return span == null ? null : span.context().traceId();
  }
}
