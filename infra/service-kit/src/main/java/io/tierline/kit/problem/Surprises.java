package io.tierline.kit.problem;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.joda.money.CurrencyMismatchException;
import org.jooq.exception.DataChangedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * What a client is told of an error that nobody expected; what nobody should see goes to the log.
 */
public final class Surprises {

  private static final Logger LOG = LoggerFactory.getLogger(Surprises.class);
  private static final int RETRY_AFTER_SECONDS = 2;

  private Surprises() {}

  /** The problem for an error, which is logged where it is ours. */
  public static ProblemException problem(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      ProblemException known = known(cause);
      if (known != null) {
        return known;
      }
    }
    if (error instanceof CannotCreateTransactionException || DatabaseFaults.passes(error)) {
      LOG.warn("A request failed because the database is busy or away", error);
      return unavailable("The database is busy. Nothing was changed; try again.");
    }
    String errorId = UUID.randomUUID().toString();
    LOG.error("Unexpected error {}", errorId, error);
    return new ProblemException(
        CommonProblems.UNEXPECTED,
        "The request was not carried out. Name this error id when you ask for help.",
        Map.of("errorId", errorId));
  }

  private static @Nullable ProblemException known(Throwable cause) {
    return switch (cause) {
      case ProblemException problem -> problem;
      case AccessDeniedException _ ->
          new ProblemException(CommonProblems.FORBIDDEN, "The token's scopes do not allow this.");
      case AuthenticationServiceException unreachable -> {
        LOG.warn("Tokens cannot be verified: the identity service does not answer", unreachable);
        yield unavailable("Tokens cannot be verified right now. Try again.");
      }
      case AuthenticationException _ ->
          new ProblemException(CommonProblems.UNAUTHENTICATED, "The token is not accepted.");
      case OptimisticLockingFailureException _ -> changedMeanwhile();
      case DataChangedException _ -> changedMeanwhile();
      // From the filters before a controller, or when a controller reads a header.
      case RequestRejectedException _ ->
          new ProblemException(
              CommonProblems.BAD_REQUEST,
              "The address or a header holds something that is not allowed, such as '//', ';' or an encoded slash in the address, or a control character.");
      case CurrencyMismatchException _ ->
          new ProblemException(
              CommonProblems.INVALID_VALUE, "Amounts of different currencies cannot be combined.");
      case InvalidParameterException parameters ->
          parameters.getErrorCode() == CommonProblems.BODY_TOO_LARGE.status().value()
              ? new ProblemException(CommonProblems.BODY_TOO_LARGE, "The form is too large.")
              : new ProblemException(
                  CommonProblems.BAD_REQUEST,
                  "The parameters cannot be read: they are not well encoded, or too many.");
      default -> null;
    };
  }

  private static ProblemException changedMeanwhile() {
    return new ProblemException(
        CommonProblems.PRECONDITION_FAILED,
        "It was changed by somebody else meanwhile. Read it again and repeat the change on the new version.");
  }

  private static ProblemException unavailable(String detail) {
    return new ProblemException(
        CommonProblems.UNAVAILABLE,
        detail,
        Map.of(ProblemException.RETRY_AFTER_SECONDS, RETRY_AFTER_SECONDS));
  }

  /** Nobody is there to be told anything. */
  public static boolean isClientGone(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClientAbortException
          || cause instanceof AsyncRequestNotUsableException) {
        return true;
      }
    }
    return error instanceof IOException io
        && io.getMessage() != null
        && io.getMessage().contains("Broken pipe");
  }
}
