package io.tierline.onboarding.signup.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.idempotency.Idempotent;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.kit.tenancy.WholeChain;
import io.tierline.onboarding.http.Caller;
import io.tierline.onboarding.signup.AdvanceSignup;
import io.tierline.onboarding.signup.ShowSignups;
import io.tierline.onboarding.signup.SignupCommand;
import io.tierline.onboarding.signup.SignupCommand.ReviewCleared;
import io.tierline.onboarding.signup.SignupCommand.ReviewRejected;
import io.tierline.onboarding.signup.SignupDecision;
import io.tierline.onboarding.signup.Signups.Recorded;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's queue of cards that need a decision (domain.md ON-3). */
@RestController
@RequestMapping("/v1/card-reviews")
@PreAuthorize("hasAuthority('SCOPE_operator')")
@Tag(name = "Card reviews", description = "Decisions of the operator's staff, each with a reason")
public class CardReviewController {

  private final ShowSignups showSignups;
  private final AdvanceSignup advanceSignup;

  public CardReviewController(ShowSignups showSignups, AdvanceSignup advanceSignup) {
    this.showSignups = showSignups;
    this.advanceSignup = advanceSignup;
  }

  @GetMapping
  @Operation(summary = "List the signups of the operator's whole tree that wait for a decision")
  public Page<SignupDocument> list(
      @AuthenticationPrincipal Jwt token, HttpServletRequest http, PageRequest page) {
    SellerId operator = Caller.of(token, http).seller();
    OptionalLong after = page.afterNumber();
    List<Recorded> found =
        SellerScope.inBackground(
            () ->
                showSignups.inReview(
                    operator,
                    after.isPresent() ? new SellerId(after.getAsLong()) : null,
                    page.rows()));
    return Page.of(found, page, recorded -> recorded.signup().sellerId().toString())
        .map(SignupDocument::brief);
  }

  @PostMapping("/{sellerId}/clear")
  @Idempotent
  @WholeChain
  @Operation(
      summary = "Clear a card",
      description = "The amount is captured next. Resolves the hold, once; a second time is a 409.")
  public SignupDocument clear(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest http,
      @PathVariable SellerId sellerId,
      @Valid @RequestBody ReasonDocument reason) {
    return decide(Caller.of(token, http), sellerId, new ReviewCleared(reason.reason()));
  }

  @PostMapping("/{sellerId}/reject")
  @Idempotent
  @WholeChain
  @Operation(
      summary = "Reject a card, or give up an authorisation that is never answered",
      description =
          "The signup is over and the authorisation voided, also one that is answered later."
              + " Resolves the hold, once; a second time is a 409.")
  public SignupDocument reject(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest http,
      @PathVariable SellerId sellerId,
      @Valid @RequestBody ReasonDocument reason) {
    return decide(Caller.of(token, http), sellerId, new ReviewRejected(reason.reason()));
  }

  private SignupDocument decide(Caller operator, SellerId id, SignupCommand command) {
    ShowSignups.Shown shown = showSignups.show(id).orElseThrow(SignupProblems::noSuchSignup);
    if (!shown.seller().operatorId().equals(operator.seller())) {
      throw SignupProblems.noSuchSignup();
    }
    return switch (advanceSignup.advance(id, command, operator.actor())) {
      case SignupDecision.Accepted _ ->
          SignupDocument.full(
              showSignups.show(id).orElseThrow(SignupProblems::noSuchSignup), operator.seller());
      case SignupDecision.Refused refused -> throw SignupProblems.noSuchHold(refused.present());
    };
  }
}
