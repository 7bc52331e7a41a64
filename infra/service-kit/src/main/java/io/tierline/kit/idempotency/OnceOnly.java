package io.tierline.kit.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Runs a controller and the memory of its answer in one transaction. The answer goes out after the
 * commit, so that nobody is told of something that did not happen.
 */
public final class OnceOnly {

  /** Says that an answer is the first one again. */
  public static final String REPLAYED_HEADER = "Idempotency-Replayed";

  private static final List<String> REMEMBERED_HEADERS =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.LOCATION,
          HttpHeaders.ETAG,
          HttpHeaders.LINK,
          HttpHeaders.CONTENT_LANGUAGE);
  private static final int FIRST_REFUSAL = 400;

  private final PlatformTransactionManager transactions;
  private final Answers answers;
  private final IdempotencySettings settings;

  OnceOnly(PlatformTransactionManager transactions, Answers answers, IdempotencySettings settings) {
    this.transactions = transactions;
    this.answers = answers;
    this.settings = settings;
  }

  /** A controller's method, with its body read and its answer written. */
  @FunctionalInterface
  public interface Controller {
    void run(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  public void run(HttpServletRequest request, HttpServletResponse response, Controller controller)
      throws Exception {
    IdempotencyKey key = IdempotencyKey.of(request.getHeader(IdempotencyKey.HEADER));
    byte[] body = request.getInputStream().readAllBytes();
    byte[] fingerprint = fingerprint(request, body);
    ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
    TransactionStatus transaction =
        transactions.getTransaction(TransactionDefinition.withDefaults());
    try {
      Optional<Answer> first = answers.take(key, fingerprint);
      if (first.isPresent()) {
        replay(first.get(), held);
        // Nothing was written: a commit would only ask whether something may still be saved.
        transaction.setRollbackOnly();
      } else {
        controller.run(new RequestWithBody(request, body), held);
        rememberIfItWorked(key, held, transaction);
      }
    } catch (Exception | Error e) {
      transactions.rollback(transaction);
      throw e;
    }
    commit(transaction, held);
    held.copyBodyToResponse();
  }

  /** What was not committed has no ETag and no address: the refusal that follows shows neither. */
  private void commit(TransactionStatus transaction, HttpServletResponse held) {
    try {
      transactions.commit(transaction);
    } catch (RuntimeException | Error e) {
      REMEMBERED_HEADERS.forEach(name -> held.setHeader(name, null));
      throw e;
    }
  }

  private void rememberIfItWorked(
      IdempotencyKey key, ContentCachingResponseWrapper held, TransactionStatus transaction) {
    if (held.getStatus() >= FIRST_REFUSAL) {
      transaction.setRollbackOnly();
      return;
    }
    byte[] body = held.getContentAsByteArray();
    if (body.length > settings.answerSizeMax().toBytes()) {
      throw new IllegalStateException(
          "An answer of %d bytes is too large to be remembered".formatted(body.length));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : REMEMBERED_HEADERS) {
      String value =
          name.equals(HttpHeaders.CONTENT_TYPE) ? held.getContentType() : held.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    answers.remember(key, new Answer(held.getStatus(), headers, body));
  }

  private static void replay(Answer first, HttpServletResponse response) throws IOException {
    response.setStatus(first.status());
    first.headers().forEach(response::setHeader);
    response.setHeader(REPLAYED_HEADER, "true");
    response.getOutputStream().write(first.body());
  }

  private static byte[] fingerprint(HttpServletRequest request, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String address =
          request.getMethod() + ' ' + request.getRequestURI() + '?' + request.getQueryString();
      digest.update(address.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      return digest.digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
