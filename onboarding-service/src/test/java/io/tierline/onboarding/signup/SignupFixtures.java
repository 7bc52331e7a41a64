package io.tierline.onboarding.signup;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import io.tierline.onboarding.Calendars;
import io.tierline.onboarding.card.CardOnFile;
import io.tierline.onboarding.seller.Contact;
import io.tierline.onboarding.seller.Profile;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.signup.Signup.AwaitingAuthorisation;
import io.tierline.onboarding.signup.Signup.AwaitingFunds;
import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The world of signups in the domain's words. */
public final class SignupFixtures {

  public static final SellerId OPERATOR = new SellerId(1001);
  public static final SellerId PARTNER = new SellerId(1002);
  public static final Instant FRIDAY = Instant.parse("2026-12-18T15:00:00Z");
  public static final Instant TUESDAY = Instant.parse("2026-12-22T15:00:00Z");
  public static final Promises PROMISES = new Promises(2, 5, 3, 5);
  public static final CardOnFile CARD = new CardOnFile("auth_1", "fp_1", "visa", "4242");
  public static final Brand BRAND =
      new Brand("さくらドメイン", "help@sakura.example", null, null, null, "hello@sakura.example");

  private SignupFixtures() {}

  public static Money usd(String amount) {
    return Money.of(CurrencyUnit.USD, new java.math.BigDecimal(amount));
  }

  public static Profile profile() {
    return new Profile(
        "株式会社さくらドメイン",
        new Contact("山田太郎", "yamada@sakura.example", null),
        "JP",
        "ja",
        CurrencyUnit.JPY,
        BRAND);
  }

  public static Seller operator() {
    return Seller.operator(
        OPERATOR,
        "us-utc",
        new Profile(
            "Registry House",
            new Contact("Registry House", "ops@registry.example", null),
            "SG",
            "en",
            CurrencyUnit.USD,
            BRAND));
  }

  public static SignupOffer advancedOffer() {
    return new SignupOffer(Plan.ADVANCED, usd("300.00"), usd("120.00"), "2026-11", 1);
  }

  public static SignupOffer basicOffer() {
    return new SignupOffer(Plan.BASIC, usd("100.00"), usd("0.00"), "2026-11", 1);
  }

  public static SignupDecider decider() {
    return new SignupDecider(PROMISES, Calendars.plain(), profile());
  }

  public static AwaitingAuthorisation anAdvancedPartner() {
    return byCard(PARTNER, Plan.ADVANCED);
  }

  public static AwaitingAuthorisation aBasicPartner() {
    return byCard(PARTNER, Plan.BASIC);
  }

  public static AwaitingAuthorisation byCard(SellerId id, Plan plan) {
    return new AwaitingAuthorisation(
        application(id, plan, PaymentMethod.CARD, "tok_clear"),
        PROMISES.atSignup(plan, PaymentMethod.CARD, Calendars.plain(), FRIDAY));
  }

  public static AwaitingFunds byTransfer(Plan plan) {
    return new AwaitingFunds(
        application(PARTNER, plan, PaymentMethod.BANK_TRANSFER, null),
        PROMISES.atSignup(plan, PaymentMethod.BANK_TRANSFER, Calendars.plain(), FRIDAY));
  }

  private static Application application(
      SellerId id, Plan plan, PaymentMethod method, @Nullable String token) {
    Money fee = plan == Plan.ADVANCED ? usd("120.00") : usd("0.00");
    return new Application(
        id,
        OPERATOR,
        OPERATOR,
        new Terms(plan, usd("500.00"), fee, "2026-11"),
        new Application.Payment(method, token),
        "shop%s.sakura.example".formatted(id),
        FRIDAY);
  }
}
