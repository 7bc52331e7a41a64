package io.tierline.onboarding.signup.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.kit.http.ETags;
import io.tierline.kit.http.IfMatch;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.onboarding.http.Caller;
import io.tierline.onboarding.signup.Plan;
import io.tierline.onboarding.signup.Promise;
import io.tierline.onboarding.signup.Promises;
import io.tierline.onboarding.signup.ReviseOffer;
import io.tierline.onboarding.signup.ShowOffers;
import io.tierline.onboarding.signup.SignupOffer;
import io.tierline.onboarding.signup.SignupSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a seller asks of those who sign up under it. */
@RestController
@RequestMapping("/v1/signup-offers")
@Tag(name = "Signup offers", description = "Shown before paying")
public class OfferController {

  private final ShowOffers showOffers;
  private final ReviseOffer reviseOffer;
  private final Promises promises;

  public OfferController(ShowOffers showOffers, ReviseOffer reviseOffer, SignupSettings settings) {
    this.showOffers = showOffers;
    this.reviseOffer = reviseOffer;
    this.promises = settings.promises();
  }

  /** Business days of each hold. */
  public record ExpectedDays(
      int cardVerification, int fundsClearing, int certificateMin, int certificateMax) {}

  /** One plan as it is offered now. */
  public record OfferDocument(
      Plan plan,
      Money minimumCredit,
      Money fee,
      @Schema(description = "The smallest amount that covers both") Money smallestPayment,
      String termsVersion,
      @Schema(example = "1", description = "For If-Match when changing it, in double quotes")
          String version,
      ExpectedDays expectedDays,
      Instant expectedVerifiedBy,
      Instant expectedActiveFrom,
      Instant expectedActiveBy) {}

  /** All plans on offer. */
  public record OfferList(List<OfferDocument> items) {}

  /** What a seller asks for one plan. */
  public record OfferRequest(
      @NotNull Money minimumCredit,
      @NotNull Money fee,
      @Schema(example = "2026-11") @NotBlank @Size(max = 40) String termsVersion) {}

  /** An offer after it was changed. */
  public record RevisedOffer(
      Plan plan, Money minimumCredit, Money fee, String termsVersion, String version) {}

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_signup.read')")
  @Operation(summary = "What signing up under the token's seller costs, and how long it takes")
  public OfferList list(@AuthenticationPrincipal Jwt token, HttpServletRequest request) {
    return new OfferList(
        showOffers.show(Caller.of(token, request).seller()).stream().map(this::document).toList());
  }

  @PutMapping("/{plan}")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Change what the token's seller asks for a plan",
      description = "If-Match is the version in double quotes; \"0\" for a plan not offered yet.")
  public ResponseEntity<RevisedOffer> revise(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request,
      @Parameter(example = "ADVANCED") @PathVariable Plan plan,
      IfMatch ifMatch,
      @Valid @RequestBody OfferRequest wanted) {
    Caller caller = Caller.of(token, request);
    SignupOffer offer = offer(plan, wanted, ifMatch.version());
    return switch (reviseOffer.revise(caller.seller(), offer, caller.actor())) {
      case ReviseOffer.Outcome.Revised(SignupOffer revised) ->
          ResponseEntity.ok()
              .eTag(ETags.of(revised.version()))
              .body(
                  new RevisedOffer(
                      plan,
                      revised.minimumCredit(),
                      revised.fee(),
                      revised.termsVersion(),
                      Long.toString(revised.version())));
      case ReviseOffer.Outcome.OutOfDate _ ->
          throw new ProblemException(
              CommonProblems.PRECONDITION_FAILED,
              "The offer is at another version: read /v1/signup-offers and repeat the change.");
      case ReviseOffer.Outcome.WrongCurrency wrong ->
          throw new ProblemException(
              SignupProblems.WRONG_CURRENCY,
              "Your selling currency is %s: give credit and fee in it.".formatted(wrong.expected()),
              Map.of("expectedCurrency", wrong.expected().getCode()));
    };
  }

  private static SignupOffer offer(Plan plan, OfferRequest wanted, long version) {
    try {
      return new SignupOffer(
          plan, wanted.minimumCredit(), wanted.fee(), wanted.termsVersion(), version);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(CommonProblems.INVALID_VALUE, e.getMessage() + ".");
    }
  }

  private OfferDocument document(ShowOffers.Shown shown) {
    SignupOffer offer = shown.offer();
    Promise promise = shown.ifPaidByCardNow();
    return new OfferDocument(
        offer.plan(),
        offer.minimumCredit(),
        offer.fee(),
        offer.smallestPayment(),
        offer.termsVersion(),
        Long.toString(offer.version()),
        new ExpectedDays(
            promises.verificationDays(),
            promises.fundsDays(),
            offer.plan() == Plan.ADVANCED ? promises.certificateDaysMin() : 0,
            offer.plan() == Plan.ADVANCED ? promises.certificateDaysMax() : 0),
        promise.verifiedBy(),
        promise.activeFrom(),
        promise.activeBy());
  }
}
