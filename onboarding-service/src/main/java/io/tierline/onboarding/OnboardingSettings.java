package io.tierline.onboarding;

import io.tierline.contracts.Brand;
import io.tierline.onboarding.signup.Plan;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param operators created at start unless they are there
 * @param serviceClients our own services as clients of the token endpoint
 */
@ConfigurationProperties("tierline")
@Validated
public record OnboardingSettings(
    @Valid @DefaultValue Signup signup,
    @Valid @DefaultValue Cards cards,
    @Valid @DefaultValue Certificates certificates,
    @Valid @DefaultValue Tokens tokens,
    @Valid @DefaultValue Poll poll,
    @Valid @DefaultValue List<Operator> operators,
    @Valid @DefaultValue List<Service> serviceClients) {

  /**
   * @param verificationBusinessDays promised for the card check
   * @param fundsBusinessDays promised for cheques and bank transfers
   * @param certificateBusinessDaysMin promised for the SSL set-up, at best
   * @param certificateBusinessDaysMax promised for the SSL set-up, at worst
   * @param storefrontDomain under which a storefront is named when the partner brings no name
   * @param overdueGrace business time after the day promised before anybody is alarmed
   * @param calendarAlarmDays before a calendar's last day covered the alarm is raised
   * @param offers copied to every seller that becomes active, those in its selling currency
   */
  public record Signup(
      @DefaultValue("2") @Min(0) @Max(60) int verificationBusinessDays,
      @DefaultValue("5") @Min(0) @Max(60) int fundsBusinessDays,
      @DefaultValue("3") @Min(0) @Max(60) int certificateBusinessDaysMin,
      @DefaultValue("5") @Min(0) @Max(60) int certificateBusinessDaysMax,
      @DefaultValue("shops.example") @NotBlank String storefrontDomain,
      @DefaultValue("15m") @NotNull Duration overdueGrace,
      @DefaultValue("90") @Min(1) @Max(1000) int calendarAlarmDays,
      @Valid @DefaultValue List<Offer> offers) {}

  /** A default offer. */
  public record Offer(
      @NotNull Plan plan,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @NotNull BigDecimal minimumCredit,
      @NotNull BigDecimal fee,
      @NotBlank String termsVersion) {}

  /** The card processor. */
  public record Cards(@Valid @DefaultValue Simulator simulator) {

    /**
     * @param calendar by whose business days the simulated check works
     * @param verdictBusinessDays after the authorisation the check has an answer
     */
    public record Simulator(
        @DefaultValue("us-utc") @NotBlank String calendar,
        @DefaultValue("1") @Min(0) @Max(60) int verdictBusinessDays) {}
  }

  /** The certificate authority. */
  public record Certificates(@Valid @DefaultValue Local local) {

    /**
     * @param leadBusinessDays from the start of a set-up to its installation
     */
    public record Local(@DefaultValue("3") @Min(0) @Max(60) int leadBusinessDays) {}
  }

  /**
   * @param validity of an access token, in system time
   * @param signingKeyAge after which a new signing key is made
   */
  public record Tokens(
      @DefaultValue("10m") @NotNull Duration validity,
      @DefaultValue("90d") @NotNull Duration signingKeyAge) {}

  /**
   * @param verdictPause between two questions to the card processor about one signup
   * @param batchMax rows a schedule takes at a time
   */
  public record Poll(
      @DefaultValue("1s") @NotNull Duration verdictPause,
      @DefaultValue("50") @Min(1) @Max(1000) int batchMax) {}

  /**
   * @param id null for the next free one
   * @param calendar id of the business calendar of its whole tree
   * @param clientId of its first API key; by it an operator is known to exist
   * @param clientSecret at least 32 random characters in production
   */
  public record Operator(
      @Min(1) @Nullable Long id,
      @NotBlank String company,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @DefaultValue("en") @Pattern(regexp = "en|ja") String language,
      @Nullable String country,
      @NotBlank String contactEmail,
      @NotNull @Valid BrandSettings brand,
      @DefaultValue("us-utc") @NotBlank String calendar,
      @NotBlank String clientId,
      @NotBlank String clientSecret) {}

  /** An operator's brand. */
  public record BrandSettings(
      @NotBlank String name,
      @NotBlank String supportEmail,
      @Nullable String supportPhone,
      @Nullable String logoUrl,
      @Nullable String primaryColor,
      @NotBlank String replyTo) {

    Brand brand() {
      return new Brand(name, supportEmail, supportPhone, logoUrl, primaryColor, replyTo);
    }
  }

  /**
   * @param scopes such as {@code quotes.chain}
   * @param seller for which it acts; null for none
   */
  public record Service(
      @NotBlank String clientId,
      @NotBlank String clientSecret,
      @NotNull List<String> scopes,
      @Min(1) @Nullable Long seller) {}
}
