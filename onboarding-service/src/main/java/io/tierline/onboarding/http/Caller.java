package io.tierline.onboarding.http;

import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.audit.Actor;
import jakarta.servlet.http.HttpServletRequest;
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
}
