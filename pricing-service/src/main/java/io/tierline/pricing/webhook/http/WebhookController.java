package io.tierline.pricing.webhook.http;

import static org.springframework.http.HttpHeaders.ETAG;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.http.IfMatch;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.webhook.ChangeEndpoint;
import io.tierline.pricing.webhook.Endpoint;
import io.tierline.pricing.webhook.EndpointChange;
import io.tierline.pricing.webhook.ReadEndpoints;
import io.tierline.pricing.webhook.ReadEndpoints.Shown;
import io.tierline.pricing.webhook.RegisterEndpoint;
import io.tierline.pricing.webhook.RotateSecret;
import io.tierline.pricing.webhook.http.EndpointJson.RegisteredJson;
import io.tierline.pricing.webhook.http.EndpointJson.RotatedJson;
import io.tierline.pricing.webhook.http.EndpointJson.TargetJson;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/webhooks")
@Tag(name = "Webhooks", description = "Your shops are told of price changes by signed HTTP posts")
class WebhookController {

  private final RegisterEndpoint registerEndpoint;
  private final ChangeEndpoint changeEndpoint;
  private final RotateSecret rotateSecret;
  private final ReadEndpoints readEndpoints;
  private final WebhookProblems.Targets targets;

  WebhookController(
      RegisterEndpoint registerEndpoint,
      ChangeEndpoint changeEndpoint,
      RotateSecret rotateSecret,
      ReadEndpoints readEndpoints,
      WebhookProblems.Targets targets) {
    this.registerEndpoint = registerEndpoint;
    this.changeEndpoint = changeEndpoint;
    this.rotateSecret = rotateSecret;
    this.readEndpoints = readEndpoints;
    this.targets = targets;
  }

  /** Not remembered for a replay, because the answer holds a secret. */
  @PostMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Register an endpoint; its secret is shown this once",
      description =
          "From then on it is sent 'price-list.changed' with the products that changed, whole, or"
              + " 'price-list.reset' when /v1/price-lists/{audience}/snapshot is to be read; and"
              + " 'heartbeat' with the watermark 'freshAsOf' of the positions it names: it vouches"
              + " for who is at that very position, and for nobody else. Verify the signature:"
              + " HMAC-SHA-256 with the secret's bytes over webhook-id.webhook-timestamp.body, in"
              + " base64 behind 'v1,' in webhook-signature (Standard Webhooks). Read the snapshot"
              + " after you registered: its 'position' is where you are then, at or ahead of"
              + " 'positions' of this answer. Answer 2xx once you have kept what was sent; anything"
              + " else is sent again, later and later, and after 429 or 503 no earlier than its"
              + " Retry-After asks for, within the longest wait; heartbeats wait with it. Ignore a"
              + " delivery whose position is not ahead of yours: compare the three numbers behind"
              + " the last colon one by one; it is ahead when one is greater and none is smaller.")
  ResponseEntity<RegisteredJson> register(
      @Valid @RequestBody TargetJson body, @CurrentSeller SellerId seller, Authentication caller) {
    RegisterEndpoint.Result result =
        registerEndpoint.register(seller, targets.read(body), caller.getName());
    return switch (result) {
      case RegisterEndpoint.Result.Registered(Endpoint endpoint, String secret) ->
          ResponseEntity.created(URI.create("/v1/webhooks/" + endpoint.id()))
              .header(ETAG, ETags.of(endpoint.version()))
              .cacheControl(CacheControl.noStore())
              .body(new RegisteredJson(EndpointJson.of(shown(seller, endpoint.id())), secret));
      case RegisterEndpoint.Result.TooMany(int max) -> throw WebhookProblems.tooMany(max);
      case RegisterEndpoint.Result.NotConfigured _ -> throw WebhookProblems.notConfigured();
    };
  }

  private Shown shown(SellerId seller, long id) {
    return readEndpoints.find(seller, id).orElseThrow(() -> WebhookProblems.unknown(id));
  }

  private static ResponseEntity<EndpointJson> answer(Shown shown) {
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(shown.endpoint().version()))
        .body(EndpointJson.of(shown));
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Your endpoints, newest first")
  Page<EndpointJson> page(PageRequest page, @CurrentSeller SellerId seller) {
    return Page.of(
            readEndpoints.page(seller, page.afterNumber(), page.rows()),
            page,
            (Shown shown) -> Long.toString(shown.endpoint().id()))
        .map(EndpointJson::of);
  }

  @GetMapping("/{webhookId}")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "One endpoint, with its ETag")
  ResponseEntity<EndpointJson> read(@PathVariable long webhookId, @CurrentSeller SellerId seller) {
    return answer(shown(seller, webhookId));
  }

  @PutMapping("/{webhookId}")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Change where and of what an endpoint is told",
      description =
          "Needs If-Match with its ETag. A price list it did not follow before is told from"
              + " 'positions' of the answer on: read its snapshot. With another URL everything"
              + " starts anew: what was under way ends, and 'price-list.reset' is sent there.")
  ResponseEntity<EndpointJson> edit(
      @PathVariable long webhookId,
      IfMatch ifMatch,
      @Valid @RequestBody TargetJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    changed(
        changeEndpoint.edit(
            new ChangeEndpoint.Request(seller, webhookId, ifMatch.version(), caller.getName()),
            targets.read(body)));
    return answer(shown(seller, webhookId));
  }

  @DeleteMapping("/{webhookId}")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Take an endpoint away, with its secrets and its log",
      description = "Needs If-Match with its ETag.")
  ResponseEntity<Void> remove(
      @PathVariable long webhookId,
      IfMatch ifMatch,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    changed(
        changeEndpoint.remove(
            new ChangeEndpoint.Request(seller, webhookId, ifMatch.version(), caller.getName())));
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/{webhookId}/enable")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Enable an endpoint that was disabled because it kept failing",
      description = "Needs If-Match with its ETag. What it missed is sent at once.")
  ResponseEntity<EndpointJson> enable(
      @PathVariable long webhookId,
      IfMatch ifMatch,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    changed(
        changeEndpoint.enable(
            new ChangeEndpoint.Request(seller, webhookId, ifMatch.version(), caller.getName())));
    return answer(shown(seller, webhookId));
  }

  private static void changed(ChangeEndpoint.Result result) {
    switch (result) {
      case ChangeEndpoint.Result.Changed _ -> {}
      case ChangeEndpoint.Result.Unknown(long id) -> throw WebhookProblems.unknown(id);
      case ChangeEndpoint.Result.OtherVersion(long current) -> throw ETags.changed(current);
    }
  }

  @GetMapping("/{webhookId}/changes")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Who did what to an endpoint, newest first",
      description = "It is kept though the endpoint is taken away.")
  Page<EndpointJson.ChangeJson> changes(
      @PathVariable long webhookId, PageRequest page, @CurrentSeller SellerId seller) {
    return Page.of(
            readEndpoints
                .trail(seller, webhookId, page.afterNumber(), page.rows())
                .orElseThrow(() -> WebhookProblems.unknown(webhookId)),
            page,
            (EndpointChange change) -> Long.toString(change.id()))
        .map(EndpointJson.ChangeJson::of);
  }

  @PostMapping("/{webhookId}/secrets")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "A new secret, shown this once",
      description =
          "Until 'previousUntil' deliveries carry a signature of each. Older ones that have not"
              + " expired go on too; three sign at once at most.")
  ResponseEntity<RotatedJson> rotate(
      @PathVariable long webhookId, @CurrentSeller SellerId seller, Authentication caller) {
    return switch (rotateSecret.rotate(seller, webhookId, caller.getName())) {
      case RotateSecret.Result.Rotated(String secret, Instant previousUntil) ->
          ResponseEntity.ok()
              .cacheControl(CacheControl.noStore())
              .body(new RotatedJson(secret, previousUntil));
      case RotateSecret.Result.Unknown _ -> throw WebhookProblems.unknown(webhookId);
      case RotateSecret.Result.TooMany(int max, Instant until) ->
          throw WebhookProblems.tooManySecrets(max, until);
    };
  }
}
