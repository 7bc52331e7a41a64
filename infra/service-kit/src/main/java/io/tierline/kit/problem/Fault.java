package io.tierline.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request, an element of a problem's {@code errors}.
 *
 * @param detail what was wrong and what is expected
 * @param pointer where in the body (RFC 6901)
 * @param field the same place as programmers write it, {@code prices[2].years}
 * @param parameter name of the path variable or query parameter
 * @param header name of the header
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    String detail,
    @Nullable String pointer,
    @Nullable String field,
    @Nullable String parameter,
    @Nullable String header) {

  static Fault inBody(String detail, String pointer, String field) {
    return new Fault(detail, pointer, field, null, null);
  }

  static Fault inParameter(String detail, String parameter) {
    return new Fault(detail, null, null, parameter, null);
  }

  static Fault inHeader(String detail, String header) {
    return new Fault(detail, null, null, null, header);
  }
}
