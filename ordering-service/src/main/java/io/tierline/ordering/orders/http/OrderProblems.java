package io.tierline.ordering.orders.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.ordering.orders.Refusal;
import java.util.Map;
import org.joda.money.Money;
import org.springframework.http.HttpStatus;

/** Refusals as problems. */
final class OrderProblems {

  private static final HttpStatus UNPROCESSABLE = HttpStatus.UNPROCESSABLE_CONTENT;

  static final ProblemType REGISTRY_REFUSED =
      new ProblemType("registry-refused", UNPROCESSABLE, "The registry refused it");

  private OrderProblems() {}

  static ProblemException of(Refusal refusal) {
    Money totalNow = refusal.totalNow();
    return totalNow == null
        ? new ProblemException(type(refusal.reason()), refusal.message())
        : new ProblemException(
            type(refusal.reason()), refusal.message(), Map.of("totalNow", totalNow));
  }

  private static ProblemType type(Refusal.Reason reason) {
    return switch (reason) {
      case CUSTOMER_UNKNOWN ->
          new ProblemType("customer-unknown", UNPROCESSABLE, "There is no such customer");
      case ORDER_UNKNOWN -> CommonProblems.NOT_FOUND;
      case NOT_REGISTERED ->
          new ProblemType("not-registered", HttpStatus.CONFLICT, "The domain is not registered");
      case NAME_MALFORMED ->
          new ProblemType("name-malformed", UNPROCESSABLE, "This is not a domain name");
      case TLD_UNKNOWN -> new ProblemType("tld-unknown", UNPROCESSABLE, "The TLD is not sold");
      case WEB_SERVICE_UNKNOWN ->
          new ProblemType("web-service-unknown", UNPROCESSABLE, "There is no such web service");
      case NAME_TAKEN ->
          new ProblemType("name-taken", HttpStatus.CONFLICT, "The domain name is taken");
      case TENURE_NOT_SOLD ->
          new ProblemType("tenure-not-sold", UNPROCESSABLE, "It is not sold for this many years");
      case TENURE_TOO_LONG ->
          new ProblemType(
              "tenure-too-long", UNPROCESSABLE, "The domain would be paid too far ahead");
      case NOT_RENEWABLE ->
          new ProblemType("not-renewable", UNPROCESSABLE, "This order is not renewed");
      case ALREADY_RENEWED ->
          new ProblemType("already-renewed", HttpStatus.CONFLICT, "The domain was renewed already");
      case ACTION_PENDING ->
          new ProblemType(
              "action-pending", HttpStatus.CONFLICT, "Another action of the order is pending");
      case NOTHING_PENDING ->
          new ProblemType("nothing-pending", HttpStatus.CONFLICT, "Nothing can be cancelled");
      case PRIVACY_NOT_OFFERED ->
          new ProblemType(
              "privacy-not-offered", UNPROCESSABLE, "The TLD has no privacy protection");
      case DISCOUNT_NOT_POSSIBLE ->
          new ProblemType("discount-not-possible", UNPROCESSABLE, "The discount does not fit");
      case NOT_SOLD -> new ProblemType("not-sold", UNPROCESSABLE, "There is no price for this");
      case PREMIUM_NOT_ACKNOWLEDGED ->
          new ProblemType("premium-not-acknowledged", UNPROCESSABLE, "The name is a premium name");
      case PRICE_CHANGED ->
          new ProblemType("price-changed", HttpStatus.CONFLICT, "The price has changed");
      case QUOTE_NOT_HONOURED ->
          new ProblemType(
              "quote-not-honoured", HttpStatus.CONFLICT, "The signed quote cannot be honoured");
      case SELLER_NOT_READY ->
          new ProblemType("seller-not-ready", HttpStatus.CONFLICT, "The account is not active yet");
      case PRICING_UNAVAILABLE -> CommonProblems.UNAVAILABLE;
      case REGISTRY_REFUSED -> REGISTRY_REFUSED;
      case FUNDS_SHORT ->
          new ProblemType("funds-short", HttpStatus.CONFLICT, "There is not enough credit");
    };
  }
}
