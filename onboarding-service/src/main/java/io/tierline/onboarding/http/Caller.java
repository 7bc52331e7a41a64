package io.tierline.onboarding.http;

import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.audit.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who asks, as the verified token says. */
public record Caller(SellerId seller, Actor actor) {

  public static Caller of(Jwt token, HttpServletRequest request) {
    SellerId seller =
        SellerScope.seller()
            .map(SellerId::of)
            .orElseThrow(
                () ->
                    new ProblemException(
                        CommonProblems.FORBIDDEN, "This needs the token of a seller."));
    return new Caller(
        seller, Actor.seller(seller, String.valueOf(token.getSubject()), request.getRemoteAddr()));
  }

  /** The header {@code Idempotency-Key} of a request that takes several transactions. */
  public static String requireIdempotencyKey(@Nullable String header) {
    if (header == null) {
      throw new ProblemException(
          CommonProblems.MISSING_VALUE,
          "The header 'Idempotency-Key' is required: a new random value for each thing you want"
              + " done, and the same one when you try that again.",
          Map.of("header", "Idempotency-Key"));
    }
    return header;
  }
}
