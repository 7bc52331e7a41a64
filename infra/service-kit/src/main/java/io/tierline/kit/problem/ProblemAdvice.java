package io.tierline.kit.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Turns what a controller throws, and what the framework refuses before it, into a problem document
 * that says what was wrong, where, and what was expected. After every advice of a service's own.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private final Problems problems;

  ProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Object> surprise(Exception surprise) {
    if (Surprises.isClientGone(surprise)) {
      return null;
    }
    BodyTooLarge tooLarge = BodyTooLarge.in(surprise);
    return answer(tooLarge == null ? Surprises.problem(surprise) : tooLarge.problem());
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    BodyTooLarge tooLarge = BodyTooLarge.in(refusal);
    return answer(tooLarge == null ? BodyFaults.describe(refusal) : tooLarge.problem());
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        invalid(refusal.getBindingResult().getAllErrors().stream().map(this::fault).toList()));
  }

  @Override
  protected ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<Fault> faults = new ArrayList<>();
    for (ParameterValidationResult result : refusal.getParameterValidationResults()) {
      if (result instanceof ParameterErrors body) {
        body.getAllErrors().forEach(error -> faults.add(fault(error)));
      } else {
        result.getResolvableErrors().forEach(error -> faults.add(fault(result, error)));
      }
    }
    return answer(invalid(faults));
  }

  private static ProblemException invalid(List<Fault> faults) {
    String all =
        faults.stream().map(ProblemAdvice::sentence).sorted().collect(Collectors.joining("; "));
    return new ProblemException(
        CommonProblems.VALIDATION_FAILED, all + '.', Map.of("errors", faults));
  }

  private static String sentence(Fault fault) {
    String place =
        fault.field() != null
            ? fault.field()
            : fault.parameter() != null ? fault.parameter() : fault.header();
    return place == null || place.isEmpty()
        ? fault.detail()
        : "'%s' %s".formatted(place, fault.detail());
  }

  private Fault fault(ObjectError error) {
    String message = message(error);
    if (!(error instanceof FieldError field)) {
      return Fault.inBody(message, "", "");
    }
    String path = field.getField();
    String pointer = '/' + path.replace("[", "/").replace("]", "").replace('.', '/');
    return Fault.inBody(message, pointer, path);
  }

  private static Fault fault(ParameterValidationResult result, MessageSourceResolvable error) {
    String name = String.valueOf(result.getMethodParameter().getParameterName());
    RequestHeader header = result.getMethodParameter().getParameterAnnotation(RequestHeader.class);
    return header == null
        ? Fault.inParameter(message(error), name)
        : Fault.inHeader(message(error), header.value().isEmpty() ? name : header.value());
  }

  private static String message(MessageSourceResolvable error) {
    String message = error.getDefaultMessage();
    return message == null ? "is not allowed" : message;
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String name =
        refusal instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : refusal.getPropertyName();
    String words = Expectations.wordsOf(refusal.getCause());
    String detail =
        words == null
            ? "Expected is %s.".formatted(Expectations.of(refusal.getRequiredType()))
            : words;
    if (name == null) {
      return answer(new ProblemException(CommonProblems.INVALID_VALUE, detail));
    }
    return answer(
        new ProblemException(
            CommonProblems.INVALID_VALUE,
            "'%s': %s".formatted(name, detail),
            Map.of("errors", List.of(Fault.inParameter(detail, name)))));
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Fault fault = Fault.inParameter("This parameter is required.", refusal.getParameterName());
    return answer(
        new ProblemException(
            CommonProblems.MISSING_VALUE,
            "The parameter '%s' is required.".formatted(refusal.getParameterName()),
            Map.of("errors", List.of(fault))));
  }

  @Override
  protected ResponseEntity<Object> handleServletRequestBindingException(
      ServletRequestBindingException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (refusal instanceof MissingRequestHeaderException missing) {
      Fault fault = Fault.inHeader("This header is required.", missing.getHeaderName());
      return answer(
          new ProblemException(
              CommonProblems.MISSING_VALUE,
              "The header '%s' is required.".formatted(missing.getHeaderName()),
              Map.of("errors", List.of(fault))));
    }
    return answer(
        new ProblemException(CommonProblems.MISSING_VALUE, "A parameter or header is missing."));
  }

  @Override
  protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String[] supported = refusal.getSupportedMethods();
    String allowed = supported == null ? "other methods" : String.join(", ", supported);
    return answer(
        new ProblemException(
            CommonProblems.METHOD_NOT_ALLOWED,
            "This address takes %s, not %s.".formatted(allowed, refusal.getMethod())),
        headers);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        new ProblemException(
            CommonProblems.UNSUPPORTED_MEDIA_TYPE,
            "The body must be one of: %s."
                .formatted(MediaType.toString(refusal.getSupportedMediaTypes()))),
        headers);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        new ProblemException(
            CommonProblems.NOT_ACCEPTABLE,
            "The answer can be one of: %s."
                .formatted(MediaType.toString(refusal.getSupportedMediaTypes()))));
  }

  @Override
  protected ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return nothingHere();
  }

  @Override
  protected ResponseEntity<Object> handleNoHandlerFoundException(
      NoHandlerFoundException refusal,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return nothingHere();
  }

  private ResponseEntity<Object> nothingHere() {
    return answer(
        new ProblemException(
            CommonProblems.NOT_FOUND,
            "There is nothing at this address. What there is, is described at /swagger-ui.html."));
  }

  /** Modules that do not know the kit name their kind themselves; the framework's have none. */
  private static ProblemType type(Exception refusal, HttpStatus status) {
    if (refusal instanceof ErrorResponse response) {
      String type = String.valueOf(response.getBody().getType());
      if (type.startsWith(ProblemType.URI_PREFIX)) {
        return new ProblemType(
            type.substring(ProblemType.URI_PREFIX.length()), status, status.getReasonPhrase());
      }
    }
    return CommonProblems.of(status);
  }

  /** Whatever else the framework refuses: by its status, without its words. */
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception refusal,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpStatus known = HttpStatus.resolve(status.value());
    if (known == null || known.is5xxServerError()) {
      return answer(Surprises.problem(refusal));
    }
    String detail =
        refusal instanceof ErrorResponse response ? response.getBody().getDetail() : null;
    ProblemType type = type(refusal, known);
    return answer(
        new ProblemException(type, detail == null ? type.title() + '.' : detail), headers);
  }

  private ResponseEntity<Object> answer(ProblemException problem) {
    return answer(problem, HttpHeaders.EMPTY);
  }

  private ResponseEntity<Object> answer(ProblemException problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.type().status())
        .headers(headers)
        .headers(problems.headers(problem))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problems.document(problem));
  }
}
