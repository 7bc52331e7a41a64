package io.tierline.kit.problem;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** The refusals that every service has. */
public final class CommonProblems {

  public static final ProblemType UNAUTHENTICATED =
      new ProblemType("unauthenticated", HttpStatus.UNAUTHORIZED, "A valid token is required");
  public static final ProblemType FORBIDDEN =
      new ProblemType("forbidden", HttpStatus.FORBIDDEN, "The token does not allow this");
  public static final ProblemType NOT_FOUND =
      new ProblemType("not-found", HttpStatus.NOT_FOUND, "There is nothing at this address");
  public static final ProblemType METHOD_NOT_ALLOWED =
      new ProblemType(
          "method-not-allowed",
          HttpStatus.METHOD_NOT_ALLOWED,
          "This address does not take that method");
  public static final ProblemType NOT_ACCEPTABLE =
      new ProblemType(
          "not-acceptable", HttpStatus.NOT_ACCEPTABLE, "The answer has no such media type");
  public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
      new ProblemType(
          "unsupported-media-type",
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "A body of this media type is not understood");
  public static final ProblemType BAD_REQUEST =
      new ProblemType("bad-request", HttpStatus.BAD_REQUEST, "The request is not well formed");
  public static final ProblemType MALFORMED_BODY =
      new ProblemType("malformed-body", HttpStatus.BAD_REQUEST, "The body cannot be read");
  public static final ProblemType INVALID_VALUE =
      new ProblemType("invalid-value", HttpStatus.BAD_REQUEST, "A value is not allowed");
  public static final ProblemType MISSING_VALUE =
      new ProblemType("missing-value", HttpStatus.BAD_REQUEST, "A value is missing");
  public static final ProblemType VALIDATION_FAILED =
      new ProblemType("validation-failed", HttpStatus.BAD_REQUEST, "Some values are not allowed");
  public static final ProblemType BODY_TOO_LARGE =
      new ProblemType("body-too-large", HttpStatus.CONTENT_TOO_LARGE, "The body is too large");
  public static final ProblemType IDEMPOTENCY_KEY_REUSED =
      new ProblemType(
          "idempotency-key-reused",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The idempotency key was used for another request");
  public static final ProblemType REQUEST_IN_PROGRESS =
      new ProblemType(
          "request-in-progress",
          HttpStatus.CONFLICT,
          "The first request with this idempotency key is still running");
  public static final ProblemType PRECONDITION_REQUIRED =
      new ProblemType(
          "precondition-required",
          HttpStatus.PRECONDITION_REQUIRED,
          "The version that is to be changed must be named");
  public static final ProblemType PRECONDITION_FAILED =
      new ProblemType(
          "precondition-failed",
          HttpStatus.PRECONDITION_FAILED,
          "Somebody else was faster: the version has changed");
  public static final ProblemType TOO_MANY_REQUESTS =
      new ProblemType(
          "too-many-requests", HttpStatus.TOO_MANY_REQUESTS, "Too many requests from one client");
  public static final ProblemType UNAVAILABLE =
      new ProblemType(
          "temporarily-unavailable",
          HttpStatus.SERVICE_UNAVAILABLE,
          "The service cannot do this right now");
  public static final ProblemType UNEXPECTED =
      new ProblemType(
          "unexpected-error", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side");

  private static final Map<HttpStatus, ProblemType> GENERAL =
      Stream.of(
              BAD_REQUEST,
              UNAUTHENTICATED,
              FORBIDDEN,
              NOT_FOUND,
              METHOD_NOT_ALLOWED,
              NOT_ACCEPTABLE,
              PRECONDITION_FAILED,
              BODY_TOO_LARGE,
              UNSUPPORTED_MEDIA_TYPE,
              PRECONDITION_REQUIRED,
              TOO_MANY_REQUESTS,
              UNEXPECTED,
              UNAVAILABLE)
          .collect(Collectors.toMap(ProblemType::status, type -> type));

  private CommonProblems() {}

  /** The general kind for a status that a framework chose. */
  public static ProblemType of(HttpStatus status) {
    ProblemType known = GENERAL.get(status);
    if (known != null) {
      return known;
    }
    return new ProblemType(
        status.name().toLowerCase(Locale.ROOT).replace('_', '-'), status, status.getReasonPhrase());
  }
}
