package io.tierline.notification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param neutralFrom address in From, of a domain that names neither operator nor partner
 * @param bounces address bounces go to; each notice gets {@code local+<notice>@domain} of it
 * @param heloName what we call ourselves to the mail server: a name of such a domain, for it ends
 *     up in Received
 */
@Validated
@ConfigurationProperties("tierline.notification")
record NotificationSettings(
    @NotBlank @Email String neutralFrom,
    @NotBlank @Email String bounces,
    @NotBlank String heloName,
    @Valid @NotNull Hours decentHours,
    @Valid @NotNull Delivery delivery) {

  /**
   * @param from such as {@code 09:00}, in the customer's time zone
   * @param until such as {@code 18:00}, excluded
   * @param beforeDeadline how long before a window closes a notice goes out at any hour
   */
  record Hours(@NotBlank String from, @NotBlank String until, @NotNull Duration beforeDeadline) {}

  /**
   * @param lease how long one attempt may take, several times the mail server's timeouts
   * @param retryFirst pause after the first failed attempt, doubled with each further one
   * @param retryLongest longest pause
   * @param unclearMax attempts of unclear outcome after which a notice is given up
   * @param workers how many mails one instance sends at once
   * @param batchMax most notices and domains looked at in one go
   */
  record Delivery(
      @NotNull Duration lease,
      @NotNull Duration retryFirst,
      @NotNull Duration retryLongest,
      @Min(1) @Max(10) int unclearMax,
      @Min(1) @Max(64) int workers,
      @Min(1) @Max(10_000) int batchMax) {}
}
