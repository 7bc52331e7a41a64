package io.tierline.onboarding.identity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.onboarding.http.Caller;
import io.tierline.onboarding.identity.ApiKey;
import io.tierline.onboarding.identity.ApiKeys;
import io.tierline.onboarding.identity.IssueApiKey;
import io.tierline.onboarding.identity.IssueApiKey.Outcome;
import io.tierline.onboarding.identity.ListApiKeys;
import io.tierline.onboarding.identity.RevokeApiKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A seller's own API keys. */
@RestController
@RequestMapping("/v1/api-keys")
@Tag(
    name = "API keys",
    description = "Client id and secret of a seller; two live ones for rotation")
public class ApiKeyController {

  static final ProblemType TOO_MANY_KEYS =
      new ProblemType("too-many-api-keys", HttpStatus.CONFLICT, "Both live keys are taken");

  private final ListApiKeys listApiKeys;
  private final IssueApiKey issueApiKey;
  private final RevokeApiKey revokeApiKey;

  public ApiKeyController(
      ListApiKeys listApiKeys, IssueApiKey issueApiKey, RevokeApiKey revokeApiKey) {
    this.listApiKeys = listApiKeys;
    this.issueApiKey = issueApiKey;
    this.revokeApiKey = revokeApiKey;
  }

  /**
   * @param secret only in the answer that issues the key
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ApiKeyDocument(
      @Schema(example = "tlk_0f9c2d4e6a8b1c3d") String id,
      @Schema(description = "Shown once") @Nullable String secret,
      Instant issuedAt,
      @Nullable Instant revokedAt) {

    static ApiKeyDocument of(ApiKey key) {
      return new ApiKeyDocument(key.id(), null, key.issuedAt(), key.revokedAt());
    }
  }

  /** All keys; there are at most 100. */
  public record ApiKeyList(List<ApiKeyDocument> items) {}

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_keys.write')")
  @Operation(summary = "List own keys, without their secrets")
  public ApiKeyList list(@AuthenticationPrincipal Jwt token, HttpServletRequest request) {
    return new ApiKeyList(
        listApiKeys.list(Caller.of(token, request).seller()).stream()
            .map(ApiKeyDocument::of)
            .toList());
  }

  /**
   * The kit's memory of answers would keep the secret, which is stored nowhere: the key is claimed
   * instead, and a replay is answered without the secret. A key whose answer was lost is revoked.
   */
  @PostMapping
  @PreAuthorize("hasAuthority('SCOPE_keys.write')")
  @Operation(
      summary = "Issue a further key",
      description =
          "The secret is in the first answer and never again. At most two keys are alive.")
  public ResponseEntity<ApiKeyDocument> issue(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request,
      @RequestHeader("Idempotency-Key") String idempotencyKey) {
    Caller caller = Caller.of(token, request);
    return switch (issueApiKey.issue(caller.seller(), idempotencyKey, caller.actor())) {
      case Outcome.Issued issued -> created(issued.key(), issued.secret().reveal());
      case Outcome.Replayed replayed -> created(replayed.key(), null);
      case Outcome.TooMany _ ->
          throw new ProblemException(
              TOO_MANY_KEYS,
              "You have %d live keys already: revoke one, then ask again with a new Idempotency-Key."
                  .formatted(ApiKeys.LIVE_MAX));
    };
  }

  private static ResponseEntity<ApiKeyDocument> created(ApiKey key, @Nullable String secret) {
    return ResponseEntity.created(URI.create("/v1/api-keys/" + key.id()))
        .header("Cache-Control", "no-store")
        .body(new ApiKeyDocument(key.id(), secret, key.issuedAt(), key.revokedAt()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @PreAuthorize("hasAuthority('SCOPE_keys.write')")
  @Operation(
      summary = "Revoke a key",
      description = "No new token is given for it from now on; tokens already given run out.")
  public void revoke(
      @AuthenticationPrincipal Jwt token, HttpServletRequest request, @PathVariable String id) {
    Caller caller = Caller.of(token, request);
    if (!revokeApiKey.revoke(caller.seller(), id, caller.actor())) {
      throw new ProblemException(
          CommonProblems.NOT_FOUND, "You have no live key of that id: see /v1/api-keys.");
    }
  }
}
