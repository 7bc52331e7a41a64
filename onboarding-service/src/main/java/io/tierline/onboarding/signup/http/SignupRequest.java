package io.tierline.onboarding.signup.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.onboarding.http.BrandDocument;
import io.tierline.onboarding.seller.Contact;
import io.tierline.onboarding.seller.Profile;
import io.tierline.onboarding.signup.Application;
import io.tierline.onboarding.signup.PaymentMethod;
import io.tierline.onboarding.signup.Plan;
import io.tierline.onboarding.signup.SubmitSignup;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What a storefront sends to sign somebody up (domain.md ON-1). */
public record SignupRequest(
    @NotNull Plan plan,
    @Schema(example = "株式会社サンプル") @NotBlank @Size(max = 200) String company,
    @NotNull @Valid ContactDocument contact,
    @Schema(example = "JP") @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
    @Schema(example = "ja") @NotNull @Pattern(regexp = "en|ja", message = "must be en or ja")
        String language,
    @Schema(example = "USD", description = "The partner's own selling currency")
        @NotNull
        @Pattern(regexp = "[A-Z]{3}")
        String currency,
    @NotNull @Valid BrandDocument brand,
    @Schema(example = "2026-11", description = "The version of the terms agreed to")
        @NotBlank
        @Size(max = 40)
        String termsVersion,
    @NotNull @Valid PaymentDocument payment,
    @Schema(
            example = "shop.sakura.example",
            description = "The name of an Advanced partner's storefront; given by us when left out")
        @Size(max = 253)
        @Pattern(regexp = HOST_NAME, message = "must be a host name in lower-case ASCII")
        @Nullable String storefrontHost) {

  /** Its length is looked at first: the loop over labels takes a frame of the stack for each. */
  static final String HOST_NAME =
      "(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?";

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** The person to write to. */
  public record ContactDocument(
      @Schema(example = "山田太郎") @NotBlank @Size(max = 100) String name,
      @Schema(example = "yamada@sakura.example") @NotBlank @Email @Size(max = 254) String email,
      @Schema(example = "+81 3 1234 5678") @Pattern(regexp = BrandDocument.PHONE)
          @Nullable String phone) {}

  /**
   * How the initial credit is paid.
   *
   * @param cardToken the card processor's token; only with the method CARD
   */
  public record PaymentDocument(
      @NotNull PaymentMethod method,
      @NotNull Money amount,
      @Schema(example = "tok_clear", description = "With CARD only; never a card number")
          @Pattern(regexp = "[A-Za-z][A-Za-z0-9_-]{2,99}", message = "must be a card token")
          @Nullable String cardToken) {}

  SubmitSignup.Details details() {
    if (!COUNTRIES.contains(country)) {
      throw invalid("country", "'%s' is no ISO 3166 country code.".formatted(country));
    }
    if ((payment.method() == PaymentMethod.CARD) != (payment.cardToken() != null)) {
      throw invalid(
          "payment.cardToken", "A card token is sent with the method CARD, and only with it.");
    }
    return new SubmitSignup.Details(
        plan,
        new Profile(
            company.strip(),
            new Contact(contact.name().strip(), contact.email().strip(), contact.phone()),
            country,
            language,
            currencyUnit(),
            brand.brand()),
        payment.amount(),
        new Application.Payment(payment.method(), payment.cardToken()),
        termsVersion,
        storefrontHost);
  }

  private CurrencyUnit currencyUnit() {
    try {
      return CurrencyUnit.of(currency);
    } catch (IllegalCurrencyException e) {
      throw invalid("currency", "'%s' is no ISO 4217 currency code.".formatted(currency));
    }
  }

  private static ProblemException invalid(String field, String detail) {
    return new ProblemException(CommonProblems.INVALID_VALUE, detail, Map.of("field", field));
  }
}
