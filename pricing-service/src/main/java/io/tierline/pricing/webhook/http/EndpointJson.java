package io.tierline.pricing.webhook.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.Audience;
import io.tierline.pricing.webhook.Delivery;
import io.tierline.pricing.webhook.Delivery.LastAttempt;
import io.tierline.pricing.webhook.Endpoint;
import io.tierline.pricing.webhook.EndpointChange;
import io.tierline.pricing.webhook.Endpoints.LastBeat;
import io.tierline.pricing.webhook.Endpoints.SecretLife;
import io.tierline.pricing.webhook.ReadEndpoints.Shown;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its seller reads it.
 *
 * @param status {@code ACTIVE} or {@code DISABLED}
 * @param positions up to where each price list was received: the next delivery begins there; none
 *     where it begins with the whole list, because the database was set back
 * @param failingSince since when every attempt has failed; null when the last one did not
 */
record EndpointJson(
    @Schema(example = "7") String id,
    String url,
    String description,
    List<Audience> audiences,
    @Schema(example = "{\"CUSTOMER\": \"1002:CUSTOMER:0a1b2c3d4e5f:7.0.3\"}")
        Map<Audience, String> positions,
    String status,
    @Nullable String disabledBecause,
    @Nullable Instant disabledAt,
    @Nullable Instant failingSince,
    List<SecretJson> secrets,
    @Nullable HeartbeatJson lastHeartbeat,
    Instant createdAt,
    String createdBy) {

  /** What became of the last heartbeat. */
  record HeartbeatJson(Instant at, @Schema(example = "received") String outcome) {}

  /**
   * @param expiresAt null for the newest
   */
  record SecretJson(int number, Instant createdAt, @Nullable Instant expiresAt) {
    static SecretJson of(SecretLife secret) {
      return new SecretJson(secret.number(), secret.createdAt(), secret.expiresAt());
    }
  }

  static EndpointJson of(Shown shown) {
    Endpoint endpoint = shown.endpoint();
    LastBeat beat = shown.lastBeat();
    Endpoint.State.@Nullable Disabled disabled =
        endpoint.state() instanceof Endpoint.State.Disabled because ? because : null;
    return new EndpointJson(
        Long.toString(endpoint.id()),
        endpoint.target().url().toString(),
        endpoint.target().description(),
        endpoint.target().audiences().stream().sorted().toList(),
        positions(shown),
        disabled == null ? "ACTIVE" : "DISABLED",
        disabled == null ? null : disabled.reason(),
        disabled == null ? null : disabled.at(),
        endpoint.failingSince(),
        shown.secrets().stream().map(SecretJson::of).toList(),
        beat == null ? null : new HeartbeatJson(beat.at(), beat.outcome()),
        endpoint.created().at(),
        endpoint.created().by());
  }

  private static Map<Audience, String> positions(Shown shown) {
    Map<Audience, String> positions = new TreeMap<>();
    shown
        .positions()
        .forEach(
            (audience, position) -> {
              if (!position.history().isEmpty()) {
                positions.put(audience, position.text());
              }
            });
    return positions;
  }

  /**
   * An entry of the trail.
   *
   * @param detail where it sent what to then, or why it was disabled
   */
  record ChangeJson(EndpointChange.Kind kind, Instant at, String by, String detail) {
    static ChangeJson of(EndpointChange change) {
      return new ChangeJson(change.kind(), change.mark().at(), change.mark().by(), change.detail());
    }
  }

  /** What a seller says of an endpoint. */
  @Schema(
      example =
          """
          {"url": "https://shop.example/prices", "description": "the shop's price cache",
           "audiences": ["CUSTOMER"]}
          """)
  record TargetJson(
      @NotNull @Size(max = 2_000) String url,
      @Nullable
          @Size(max = 200)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String description,
      @NotNull @Size(min = 1, max = 2) List<@NotNull Audience> audiences) {}

  /**
   * A new endpoint, with the secret that is never shown again.
   *
   * @param secret in base64 behind {@code whsec_}
   */
  record RegisteredJson(
      EndpointJson endpoint,
      @Schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=") String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "RegisteredJson[%s]".formatted(endpoint);
    }
  }

  /**
   * @param previousUntil until when the secret before signs too
   */
  record RotatedJson(
      @Schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=") String secret,
      Instant previousUntil) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "RotatedJson[previousUntil=%s]".formatted(previousUntil);
    }
  }

  /**
   * One delivery, and what became of it.
   *
   * @param attempts how often it was sent
   * @param nextAttemptAt null when there is none to come
   * @param responseCode of the last attempt; null when nothing was answered
   * @param failure why the last attempt failed; null when it did not
   */
  record DeliveryLogJson(
      @Schema(example = "42") String id,
      @Schema(example = "msg_0190b0a2-6a3e-7c7e-9f0e-3b1d5d0c9a11") String messageId,
      Audience audience,
      String position,
      Delivery.State status,
      Instant createdAt,
      int attempts,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant attemptedAt,
      @Nullable Integer responseCode,
      @Nullable Long durationMs,
      @Nullable String failure) {

    static DeliveryLogJson of(Delivery delivery) {
      Delivery.Progress progress = delivery.progress();
      LastAttempt last = progress.last();
      return new DeliveryLogJson(
          Long.toString(delivery.id()),
          delivery.messageId(),
          delivery.leadsTo().book().audience(),
          delivery.leadsTo().text(),
          progress.state(),
          delivery.createdAt(),
          progress.attempts(),
          progress.state() == Delivery.State.PENDING ? progress.nextAttemptAt() : null,
          last == null ? null : last.at(),
          last == null ? null : last.responseCode(),
          last == null ? null : Long.valueOf(last.durationMs()),
          last == null ? null : last.failure());
    }
  }
}
