package io.tierline.onboarding.signup.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.card.RunCardCalls;
import io.tierline.onboarding.http.Caller;
import io.tierline.onboarding.identity.ApiKey;
import io.tierline.onboarding.identity.ListApiKeys;
import io.tierline.onboarding.identity.Secret;
import io.tierline.onboarding.signup.ResolveHold;
import io.tierline.onboarding.signup.ShowSignups;
import io.tierline.onboarding.signup.Signup;
import io.tierline.onboarding.signup.SignupCommand;
import io.tierline.onboarding.signup.SignupCommand.FundsCleared;
import io.tierline.onboarding.signup.SignupCommand.FundsNotReceived;
import io.tierline.onboarding.signup.SignupDecision;
import io.tierline.onboarding.signup.SubmitSignup;
import io.tierline.onboarding.signup.SubmitSignup.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing up, and what becomes of it. */
@RestController
@RequestMapping("/v1/signups")
@Tag(name = "Signups", description = "Partners and sub-resellers on their way to an active account")
public class SignupController {

  private final SubmitSignup submitSignup;
  private final RunCardCalls runCardCalls;
  private final ShowSignups showSignups;
  private final ResolveHold resolveHold;
  private final ListApiKeys listApiKeys;

  public SignupController(
      SubmitSignup submitSignup,
      RunCardCalls runCardCalls,
      ShowSignups showSignups,
      ResolveHold resolveHold,
      ListApiKeys listApiKeys) {
    this.submitSignup = submitSignup;
    this.runCardCalls = runCardCalls;
    this.showSignups = showSignups;
    this.resolveHold = resolveHold;
    this.listApiKeys = listApiKeys;
  }

  /**
   * The signup is opened in one transaction, the card authorised after it, so the kit's memory of
   * answers does not fit: the key is claimed in the first transaction, and a replay is answered
   * with the present state, without the secret, which is stored nowhere.
   */
  @PostMapping
  @PreAuthorize("hasAuthority('SCOPE_signup.write')")
  @Operation(
      summary = "Sign somebody up under the token's seller",
      description =
          "Authorises the card at once. The secret of the API key is in the first answer only.")
  public ResponseEntity<SignupDocument> submit(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest http,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @Valid @RequestBody SignupRequest request) {
    Caller caller = Caller.of(token, http);
    String key = Caller.requireIdempotencyKey(idempotencyKey);
    String fingerprint = Secret.of("POST /v1/signups " + request).sha256();
    return switch (submitSignup.submit(
        new SubmitSignup.Request(caller.seller(), caller.actor(), key, fingerprint),
        request.details())) {
      case Outcome.Opened opened -> {
        authorise(opened.cardCall());
        yield created(
            opened.sellerId(),
            new SignupDocument.ApiKeyOnce(opened.keyId(), opened.secret().reveal()));
      }
      case Outcome.Replayed replayed ->
          created(
              replayed.sellerId(),
              new SignupDocument.ApiKeyOnce(firstKey(replayed.sellerId()), null));
      case Outcome.Refused refused -> throw SignupProblems.of(refused.refusal());
    };
  }

  private void authorise(@Nullable Long cardCall) {
    if (cardCall != null) {
      SellerScope.inBackground(() -> runCardCalls.run(cardCall));
    }
  }

  private String firstKey(SellerId seller) {
    List<ApiKey> keys = SellerScope.inBackground(() -> listApiKeys.list(seller));
    return keys.getLast().id();
  }

  private ResponseEntity<SignupDocument> created(SellerId id, SignupDocument.ApiKeyOnce key) {
    ShowSignups.Shown shown = visible(id);
    if (shown.recorded().signup() instanceof Signup.Rejected rejected && rejected.card() == null) {
      throw SignupProblems.declined(rejected.reason());
    }
    return ResponseEntity.created(URI.create("/v1/signups/" + id))
        .header("Cache-Control", "no-store")
        .body(SignupDocument.full(shown).with(key));
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_signup.read')")
  @Operation(summary = "List own signup and those of direct sub-resellers")
  public Page<SignupDocument> list(PageRequest page) {
    OptionalLong after = page.afterNumber();
    return Page.of(
            showSignups.list(
                after.isPresent() ? new SellerId(after.getAsLong()) : null, page.rows()),
            page,
            recorded -> recorded.signup().sellerId().toString())
        .map(SignupDocument::brief);
  }

  @GetMapping("/{sellerId}")
  @PreAuthorize("hasAuthority('SCOPE_signup.read')")
  @Operation(
      summary = "Show a signup with its holds and history",
      description = "To the applicant itself and to its parent; to others it does not exist.")
  public SignupDocument show(@PathVariable SellerId sellerId) {
    return SignupDocument.full(visible(sellerId));
  }

  @PostMapping("/{sellerId}/funds-cleared")
  @PreAuthorize("hasAuthority('SCOPE_signup.write')")
  @Operation(
      summary = "The parent says that a cheque or bank transfer has come in",
      description = "Resolves the funds-clearing hold, once; a second time is a 409.")
  public SignupDocument fundsCleared(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest http,
      @PathVariable SellerId sellerId,
      @Valid @RequestBody ReasonDocument reason) {
    return resolve(Caller.of(token, http), sellerId, new FundsCleared(reason.reason()));
  }

  @PostMapping("/{sellerId}/funds-not-received")
  @PreAuthorize("hasAuthority('SCOPE_signup.write')")
  @Operation(
      summary = "The parent says that a cheque or bank transfer did not come",
      description = "Rejects the signup, once; a second time is a 409.")
  public SignupDocument fundsNotReceived(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest http,
      @PathVariable SellerId sellerId,
      @Valid @RequestBody ReasonDocument reason) {
    return resolve(Caller.of(token, http), sellerId, new FundsNotReceived(reason.reason()));
  }

  private SignupDocument resolve(Caller caller, SellerId id, SignupCommand command) {
    if (!visible(id).recorded().signup().application().parentId().equals(caller.seller())) {
      // The applicant sees its own signup, but the parent decides.
      throw SignupProblems.noSuchSignup();
    }
    return switch (SellerScope.inBackground(
        () -> resolveHold.resolve(id, command, caller.actor()))) {
      case SignupDecision.Accepted _ -> SignupDocument.full(visible(id));
      case SignupDecision.Refused refused -> throw SignupProblems.noSuchHold(refused.present());
    };
  }

  private ShowSignups.Shown visible(SellerId id) {
    return showSignups.show(id).orElseThrow(SignupProblems::noSuchSignup);
  }
}
