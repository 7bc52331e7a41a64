package io.tierline.kit.problem;

import io.tierline.kit.json.RefusedValue;
import io.tierline.kit.json.UnreadableBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says what is wrong with a JSON body, where, and what was expected, in the words of JSON. */
final class BodyFaults {

  private BodyFaults() {}

  static ProblemException describe(HttpMessageNotReadableException unreadable) {
    if (unreadable instanceof UnreadableBody refused) {
      return new ProblemException(
          CommonProblems.MALFORMED_BODY,
          refused.detail(),
          position(refused.position().line(), refused.position().column()));
    }
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException json) {
        return describe(json);
      }
    }
    return new ProblemException(
        CommonProblems.MALFORMED_BODY, "A body is required, and this request has none.");
  }

  private static ProblemException describe(JacksonException json) {
    if (isSyntax(json)) {
      return new ProblemException(
          CommonProblems.MALFORMED_BODY, syntax(json), position(json.getLocation()));
    }
    String detail = value(json);
    if (json.getPath().isEmpty()) {
      return new ProblemException(
          CommonProblems.MALFORMED_BODY, detail, position(json.getLocation()));
    }
    String field = field(json.getPath());
    Map<String, Object> properties = new LinkedHashMap<>(position(json.getLocation()));
    properties.put("errors", List.of(Fault.inBody(detail, pointer(json.getPath()), field)));
    return new ProblemException(
        CommonProblems.INVALID_VALUE, "'%s': %s".formatted(field, detail), properties);
  }

  private static boolean isSyntax(JacksonException json) {
    return json instanceof StreamReadException && !(json instanceof InputCoercionException);
  }

  private static String syntax(JacksonException json) {
    return switch (json) {
      case UnexpectedEndOfInputException _ -> "The JSON ends too early.";
      case StreamConstraintsException limit ->
          "The JSON is refused: %s.".formatted(firstSentence(limit.getOriginalMessage()));
      default -> "This is not JSON: %s.".formatted(firstSentence(json.getOriginalMessage()));
    };
  }

  /** Without the parser's hints at its own settings, source and stack. */
  private static String firstSentence(@Nullable String message) {
    if (message == null) {
      return "it cannot be read";
    }
    String first = message.lines().findFirst().orElse("");
    int aside = first.indexOf(" (start marker");
    String shown = aside < 0 ? first : first.substring(0, aside);
    return shown.replaceAll("\\s*\\(?`?\\w*(Stream|Json)\\w+(\\.\\w+)*(\\(\\))?`?.*$", "").strip();
  }

  private static String value(JacksonException json) {
    return switch (json) {
      case RefusedValue refused -> refused.getOriginalMessage();
      case UnrecognizedPropertyException unknown ->
          "There is no such property. Known are: %s."
              .formatted(
                  unknown.getKnownPropertyIds().stream()
                      .map(Object::toString)
                      .sorted()
                      .collect(Collectors.joining(", ")));
      case InputCoercionException range ->
          "The number does not fit: %s is expected."
              .formatted(Expectations.of(range.getTargetType()));
      case InvalidNullException _ -> "A value is required.";
      case InvalidTypeIdException _ -> "The 'type' is missing or not one of those known.";
      case ValueInstantiationException instance -> refusedByType(instance);
      case MismatchedInputException mismatch -> mismatch(mismatch);
      default -> "The value is not allowed.";
    };
  }

  private static String refusedByType(ValueInstantiationException instance) {
    String words = Expectations.wordsOf(instance.getCause());
    return words == null ? "The value is not allowed, or a part of it is missing." : words;
  }

  private static String mismatch(MismatchedInputException mismatch) {
    String message = mismatch.getOriginalMessage();
    if (message != null && message.startsWith("No content")) {
      return "A body is required, and this request has none.";
    }
    if (message != null && message.startsWith("Trailing token")) {
      return "The body goes on after the end of its JSON.";
    }
    if (message != null && message.contains("map `null` into type")) {
      return "A value is required: %s.".formatted(Expectations.of(mismatch.getTargetType()));
    }
    String words = Expectations.wordsOf(mismatch.getCause());
    return words == null
        ? "Expected is %s.".formatted(Expectations.of(mismatch.getTargetType()))
        : words;
  }

  private static String pointer(List<Reference> path) {
    return path.stream()
        .map(BodyFaults::step)
        .map(step -> '/' + step.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  private static String step(Reference reference) {
    String property = reference.getPropertyName();
    return property == null ? Integer.toString(reference.getIndex()) : property;
  }

  private static String field(List<Reference> path) {
    StringBuilder field = new StringBuilder();
    for (Reference reference : path) {
      String property = reference.getPropertyName();
      if (property == null) {
        field.append('[').append(reference.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(property);
      }
    }
    return field.toString();
  }

  private static Map<String, Object> position(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? Map.of()
        : position(location.getLineNr(), location.getColumnNr());
  }

  private static Map<String, Object> position(int line, int column) {
    return Map.of("line", line, "column", column);
  }
}
