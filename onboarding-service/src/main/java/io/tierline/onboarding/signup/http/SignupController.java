package io.tierline.onboarding.signup.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.idempotency.Idempotent;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.kit.tenancy.WholeChain;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.RunCardCalls;
import io.tierline.onboarding.http.Caller;
import io.tierline.onboarding.identity.ApiKey;
import io.tierline.onboarding.identity.IssueApiKey;
import io.tierline.onboarding.identity.KeyRing;
import io.tierline.onboarding.identity.ListApiKeys;
import io.tierline.onboarding.identity.Secret;
import io.tierline.onboarding.signup.AdvanceSignup;
import io.tierline.onboarding.signup.PaymentMethod;
import io.tierline.onboarding.signup.RenameStorefront;
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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
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
  private final AdvanceSignup advanceSignup;
  private final RenameStorefront renameStorefront;
  private final IssueApiKey issueApiKey;
  private final ListApiKeys listApiKeys;

  @SuppressWarnings("TooManyParameters")
  public SignupController(
      SubmitSignup submitSignup,
      RunCardCalls runCardCalls,
      ShowSignups showSignups,
      AdvanceSignup advanceSignup,
      RenameStorefront renameStorefront,
      IssueApiKey issueApiKey,
      ListApiKeys listApiKeys) {
    this.submitSignup = submitSignup;
    this.runCardCalls = runCardCalls;
    this.showSignups = showSignups;
    this.advanceSignup = advanceSignup;
    this.renameStorefront = renameStorefront;
    this.issueApiKey = issueApiKey;
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
      @RequestHeader("Idempotency-Key") String idempotencyKey,
      @Valid @RequestBody SignupRequest request) {
    Caller caller = Caller.of(token, http);
    String fingerprint = Secret.of("POST /v1/signups " + request).sha256();
    return switch (submitSignup.submit(
        new SubmitSignup.Request(caller.seller(), caller.actor(), idempotencyKey, fingerprint),
        request.details())) {
      case Outcome.Opened opened -> {
        authorise(opened.cardCall());
        yield created(
            caller,
            opened.sellerId(),
            new SignupDocument.ApiKeyOnce(opened.keyId(), opened.secret().reveal()));
      }
      case Outcome.Replayed replayed ->
          created(
              caller,
              replayed.sellerId(),
              new SignupDocument.ApiKeyOnce(firstKey(replayed.sellerId()), null));
      case Outcome.Refused refused -> throw SignupProblems.of(refused.refusal());
    };
  }

  private void authorise(@Nullable CardCall cardCall) {
    if (cardCall != null) {
      SellerScope.inBackground(() -> runCardCalls.run(cardCall));
    }
  }

  private String firstKey(SellerId seller) {
    List<ApiKey> keys = SellerScope.inBackground(() -> listApiKeys.list(seller));
    return keys.getLast().id();
  }

  private ResponseEntity<SignupDocument> created(
      Caller caller, SellerId id, SignupDocument.ApiKeyOnce key) {
    ShowSignups.Shown shown = visible(id);
    if (shown.recorded().signup() instanceof Signup.Rejected rejected
        && rejected.application().payment().method() == PaymentMethod.CARD
        && rejected.card() == null) {
      throw SignupProblems.declined(rejected.reason());
    }
    return ResponseEntity.created(URI.create("/v1/signups/" + id))
        .header("Cache-Control", "no-store")
        .body(SignupDocument.full(shown, caller.seller()).with(key));
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
  public SignupDocument show(@CurrentSeller SellerId reader, @PathVariable SellerId sellerId) {
    return SignupDocument.full(visible(sellerId), reader);
  }

  @PostMapping("/{sellerId}/funds-cleared")
  @Idempotent
  @WholeChain
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
  @Idempotent
  @WholeChain
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

  @PutMapping("/{sellerId}/storefront-host")
  @PreAuthorize("hasAuthority('SCOPE_signup.write')")
  @WholeChain
  @Operation(
      summary = "The parent gives an Advanced partner's storefront another name",
      description = "While its certificate is being set up; the set-up begins anew.")
  public SignupDocument renameStorefront(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest http,
      @PathVariable SellerId sellerId,
      @Valid @RequestBody StorefrontDocument wanted) {
    Caller caller = Caller.of(token, http);
    parentOf(sellerId, caller);
    return switch (renameStorefront.rename(
        sellerId, wanted.storefrontHost(), wanted.reason(), caller.actor())) {
      case RenameStorefront.Outcome.Renamed _ ->
          SignupDocument.full(visible(sellerId), caller.seller());
      case RenameStorefront.Outcome.Taken _ ->
          throw SignupProblems.storefrontTaken(wanted.storefrontHost());
      case RenameStorefront.Outcome.AlreadyIssued _ -> throw SignupProblems.certificateIssued();
      case RenameStorefront.Outcome.NotAwaited(Signup present) ->
          throw SignupProblems.noSuchHold(present);
    };
  }

  /**
   * @param storefrontHost a name that points at the storefront
   */
  public record StorefrontDocument(
      @Schema(example = "shop2.sakura.example")
          @NotNull
          @Pattern(
              regexp = SignupRequest.HOST_NAME,
              message = "must be a host name in lower-case ASCII")
          String storefrontHost,
      @Schema(example = "The name they gave first is not theirs") @NotBlank @Size(max = 500)
          String reason) {}

  /** As with {@link #submit}, the secret must not be remembered: the key is claimed. */
  @PostMapping("/{sellerId}/api-key")
  @PreAuthorize("hasAuthority('SCOPE_signup.write')")
  @WholeChain
  @Operation(
      summary = "The parent replaces the API keys of a direct sub-reseller",
      description =
          "For one that lost its secrets, or never got them. All its keys are revoked; the new one's"
              + " secret is in the first answer and never again.")
  public ResponseEntity<SignupDocument.ApiKeyOnce> replaceApiKey(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest http,
      @PathVariable SellerId sellerId,
      @RequestHeader("Idempotency-Key") String idempotencyKey,
      @Valid @RequestBody ReasonDocument reason) {
    Caller caller = Caller.of(token, http);
    Signup signup = parentOf(sellerId, caller);
    if (signup instanceof Signup.Rejected) {
      throw SignupProblems.noSuchHold(signup);
    }
    SignupDocument.ApiKeyOnce key =
        switch (issueApiKey.replace(
            sellerId, idempotencyKey, new KeyRing.Reason(caller.actor(), reason.reason()))) {
          case IssueApiKey.Outcome.Issued issued ->
              new SignupDocument.ApiKeyOnce(issued.key().id(), issued.secret().reveal());
          case IssueApiKey.Outcome.Replayed replayed ->
              new SignupDocument.ApiKeyOnce(replayed.key().id(), null);
          case IssueApiKey.Outcome.TooMany _ ->
              throw new IllegalStateException("All keys were revoked, and yet there are too many");
        };
    return ResponseEntity.status(HttpStatus.CREATED).header("Cache-Control", "no-store").body(key);
  }

  private SignupDocument resolve(Caller caller, SellerId id, SignupCommand command) {
    parentOf(id, caller);
    return switch (advanceSignup.advance(id, command, caller.actor())) {
      case SignupDecision.Accepted _ -> SignupDocument.full(visible(id), caller.seller());
      case SignupDecision.Refused refused -> throw SignupProblems.noSuchHold(refused.present());
    };
  }

  /** The applicant sees its own signup, but the parent decides. */
  private Signup parentOf(SellerId id, Caller caller) {
    Signup signup = visible(id).recorded().signup();
    if (!signup.application().parentId().equals(caller.seller())) {
      throw SignupProblems.noSuchSignup();
    }
    return signup;
  }

  private ShowSignups.Shown visible(SellerId id) {
    return showSignups.show(id).orElseThrow(SignupProblems::noSuchSignup);
  }
}
