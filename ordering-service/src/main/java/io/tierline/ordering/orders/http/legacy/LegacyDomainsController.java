package io.tierline.ordering.orders.http.legacy;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.orders.AgreedPrice;
import io.tierline.ordering.orders.InvoiceOption;
import io.tierline.ordering.orders.OrderOutcome;
import io.tierline.ordering.orders.RenewDomain;
import io.tierline.ordering.orders.http.PurchaseTimer;
import io.tierline.ordering.sellers.AuthenticateApiKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code renew} as the trade's clients send it (DOCS "Renew"). */
@RestController
@Tag(name = "Legacy HTTP API")
class LegacyDomainsController {

  private static final Logger LOG = LoggerFactory.getLogger(LegacyDomainsController.class);
  private static final int YEARS_MAX = 100;
  private static final int DISCOUNT_DIGITS_MAX = 15;

  private final AuthenticateApiKey authenticate;
  private final RenewDomain renewDomain;
  private final PurchaseTimer timer;

  LegacyDomainsController(
      AuthenticateApiKey authenticate, RenewDomain renewDomain, PurchaseTimer timer) {
    this.authenticate = authenticate;
    this.renewDomain = renewDomain;
    this.timer = timer;
  }

  @PostMapping("/api/domains/renew.json")
  @Operation(
      summary = "Renews a domain",
      description =
          "Parameters in the query or in a form body. Errors have HTTP status 500 and the body"
              + " {\"status\":\"ERROR\",\"message\":\"…\"}.",
      parameters = {
        @Parameter(name = "auth-userid", in = ParameterIn.QUERY, example = "1003"),
        @Parameter(name = "api-key", in = ParameterIn.QUERY, example = "key"),
        @Parameter(name = "order-id", in = ParameterIn.QUERY, example = "500001"),
        @Parameter(name = "years", in = ParameterIn.QUERY, example = "1"),
        @Parameter(name = "exp-date", in = ParameterIn.QUERY, example = "1279012036"),
        @Parameter(name = "invoice-option", in = ParameterIn.QUERY, example = "PayInvoice"),
        @Parameter(name = "purchase-privacy", in = ParameterIn.QUERY, example = "false"),
        @Parameter(name = "auto-renew", in = ParameterIn.QUERY, example = "true"),
        @Parameter(name = "discount-amount", in = ParameterIn.QUERY, example = "0.00")
      })
  Map<String, Object> renew(HttpServletRequest request) throws IOException {
    LegacyParameters parameters = LegacyParameters.of(request);
    SellerId seller = authenticated(parameters);
    RenewDomain.Request renewal = renewal(seller, parameters);
    OrderOutcome outcome =
        SellerScope.asSeller(
            seller.toString(),
            () ->
                timer.timed(
                    "RENEW", () -> SellerScope.inBackground(() -> renewDomain.run(renewal))));
    return LegacyRenewal.answer(renewal.order(), outcome);
  }

  private SellerId authenticated(LegacyParameters parameters) {
    String id = parameters.required("auth-userid");
    String secret = parameters.required("api-key");
    if (!SellerScope.isSellerId(id)
        || !SellerScope.inBackground(() -> authenticate.run(SellerId.of(id), secret))) {
      throw new LegacyError(
          "Invalid auth-userid or api-key, or your User account maybe Inactive or Suspended");
    }
    return SellerId.of(id);
  }

  private static RenewDomain.Request renewal(SellerId seller, LegacyParameters parameters) {
    OrderId order = new OrderId(number(parameters, "order-id"));
    long years = number(parameters, "years");
    if (years > YEARS_MAX) {
      throw invalid("years");
    }
    Instant expiresAt = Instant.ofEpochSecond(epochSeconds(parameters));
    InvoiceOption option =
        InvoiceOption.named(parameters.required("invoice-option"))
            .orElseThrow(() -> invalid("invoice-option"));
    return new RenewDomain.Request(
        seller,
        order,
        (int) years,
        expiresAt,
        option,
        bool(parameters, "purchase-privacy").orElse(false),
        bool(parameters, "auto-renew").orElse(null),
        discount(parameters).orElse(null),
        parameters.attributes(),
        AgreedPrice.none(),
        null);
  }

  private static long number(LegacyParameters parameters, String name) {
    String text = parameters.required(name);
    if (!SellerScope.isSellerId(text)) {
      throw invalid(name);
    }
    return Long.parseLong(text);
  }

  private static long epochSeconds(LegacyParameters parameters) {
    long seconds = number(parameters, "exp-date");
    if (seconds > Instant.MAX.getEpochSecond()) {
      throw invalid("exp-date");
    }
    return seconds;
  }

  private static Optional<Boolean> bool(LegacyParameters parameters, String name) {
    return parameters
        .find(name)
        .map(
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw invalid(name);
                });
  }

  private static Optional<BigDecimal> discount(LegacyParameters parameters) {
    return parameters
        .find("discount-amount")
        .map(
            text -> {
              if (text.length() > DISCOUNT_DIGITS_MAX || !text.matches("\\d+(\\.\\d+)?")) {
                throw invalid("discount-amount");
              }
              return new BigDecimal(text);
            });
  }

  private static LegacyError invalid(String name) {
    return new LegacyError("Invalid value for parameter: " + name);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(LegacyError error) {
    return error(String.valueOf(error.getMessage()));
  }

  /** Clients of this API read nothing but its own form of errors. */
  @ExceptionHandler
  ResponseEntity<Map<String, String>> unexpected(Exception surprise) {
    String errorId = UUID.randomUUID().toString();
    LOG.error("Unexpected error {}", errorId, surprise);
    return error("An unexpected error has occurred. Error id: " + errorId);
  }

  private static ResponseEntity<Map<String, String>> error(String message) {
    return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("status", "ERROR", "message", message));
  }
}
