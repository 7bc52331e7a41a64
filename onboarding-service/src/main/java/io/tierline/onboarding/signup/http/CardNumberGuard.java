package io.tierline.onboarding.signup.http;

import io.tierline.kit.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses a signup that carries something like a card number anywhere, known field or not, before
 * it is read any further: it must not reach a log or a table (domain.md ON-3).
 */
@RestControllerAdvice(assignableTypes = SignupController.class)
final class CardNumberGuard extends RequestBodyAdviceAdapter {

  /** 13 to 19 digits, alone or in groups; a leading plus makes it a telephone number. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<![0-9+.])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])");

  @Override
  public boolean supports(
      MethodParameter parameter,
      Type targetType,
      Class<? extends HttpMessageConverter<?>> converterType) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type targetType,
      Class<? extends HttpMessageConverter<?>> converterType)
      throws IOException {
    byte[] body = message.getBody().readAllBytes();
    if (holdsCardNumber(new String(body, StandardCharsets.UTF_8))) {
      throw new ProblemException(
          SignupProblems.CARD_NUMBER_REFUSED,
          "The request holds a number that looks like a card's. Send the card processor's token"
              + " instead; what you sent was not kept.");
    }
    return new Reread(message.getHeaders(), body);
  }

  static boolean holdsCardNumber(String text) {
    Matcher numbers = LONG_NUMBER.matcher(text);
    while (numbers.find()) {
      if (checksOut(numbers.group().replaceAll("[ -]", ""))) {
        return true;
      }
    }
    return false;
  }

  /** The check digit of ISO/IEC 7812-1, annex B (Luhn). */
  private static boolean checksOut(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  private record Reread(HttpHeaders headers, byte[] body) implements HttpInputMessage {

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
