package io.tierline.onboarding.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.ApiKeyEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.MutableClock;
import io.tierline.onboarding.RunningService;
import io.tierline.onboarding.audit.Actor;
import io.tierline.onboarding.bootstrap.EstablishOperator;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.Cards;
import io.tierline.onboarding.certificate.CertificateSetups;
import io.tierline.onboarding.db.DefaultSchema;
import io.tierline.onboarding.db.Tables;
import io.tierline.onboarding.identity.Secret;
import io.tierline.onboarding.identity.SigningKeys;
import io.tierline.onboarding.seller.Contact;
import io.tierline.onboarding.seller.Profile;
import io.tierline.onboarding.signup.Application;
import io.tierline.onboarding.signup.PaymentMethod;
import io.tierline.onboarding.signup.Signup;
import io.tierline.onboarding.signup.SignupFixtures;
import io.tierline.onboarding.signup.Signups;
import io.tierline.onboarding.signup.SubmitSignup;
import io.tierline.onboarding.story.Api.Answer;
import io.tierline.onboarding.story.Api.Client;
import io.tierline.testsupport.EndpointWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing up over HTTP, on real servers, from the first request to what is told on the bus. */
@RunningService
class OnboardingStoryTest {

  private static final Instant FRIDAY = Instant.parse("2026-12-18T15:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-12-21T15:00:01Z");
  private static final Instant TUESDAY = Instant.parse("2026-12-22T15:00:00Z");

  @LocalServerPort private int port;
  @Autowired private MutableClock clock;
  @Autowired private DSLContext sql;
  @Autowired private PlatformTransactionManager transactions;
  @Autowired private SubmitSignup submitSignup;
  @Autowired private Cards cards;
  @Autowired private Signups signups;
  @Autowired private CertificateSetups certificateSetups;
  @Autowired private SigningKeys signingKeys;
  @Autowired private EstablishOperator establishOperator;

  private Api api;
  private Client operator;

  @BeforeEach
  void aFridayBeforeChristmas() {
    clock.set(FRIDAY);
    api = new Api(port);
    operator = api.as("operator", "operator-secret-of-the-tests");
  }

  @Test
  @DisplayName(
      "E7 E8 ON-1 to ON-7 An Advanced partner signs up, waits for card and certificate, is active")
  void anAdvancedPartnerBecomesActive() {
    Answer signup = signUp(operator, advanced("tok_clear"));

    assertThat(signup.status()).isEqualTo(201);
    assertThat(signup.text("status")).isEqualTo("AWAITING_CARD_VERIFICATION");
    assertThat(signup.text("company")).isEqualTo("株式会社さくらドメイン");
    assertThat(signup.text("expectedVerifiedBy")).isEqualTo("2026-12-22T15:00:00Z");
    assertThat(signup.text("expectedActiveFrom")).isEqualTo("2026-12-28T15:00:00Z");
    assertThat(signup.text("expectedActiveBy")).isEqualTo("2026-12-30T15:00:00Z");
    assertThat(signup.body().path("credit").path("amount").asString()).isEqualTo("380.00");
    String id = signup.text("sellerId");

    Answer early = token(signup);
    assertThat(early.text("scope")).isEqualTo("signup.read");
    Client applicant = clientWith(early);
    assertThat(applicant.get("/v1/signups/" + id).status()).isEqualTo(200);
    assertThat(applicant.get("/v1/brand").status()).isEqualTo(403);

    clock.set(TUESDAY);
    awaitStatus(id, "AWAITING_CERTIFICATE");
    assertThat(operations(id)).containsExactlyInAnyOrder("AUTHORISE", "CAPTURE");
    Answer waiting = operator.get("/v1/signups/" + id);
    assertThat(waiting.text("expectedActiveFrom")).isEqualTo("2026-12-28T15:00:00Z");
    assertThat(waiting.text("expectedActiveBy")).isEqualTo("2026-12-30T15:00:00Z");

    clock.set(Instant.parse("2026-12-28T14:59:59Z"));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        operator
                            .get("/v1/signups/" + id)
                            .body()
                            .path("holds")
                            .path(0)
                            .path("certificate")
                            .path("state")
                            .asString(""))
                    .isEqualTo("ISSUED"));
    clock.set(Instant.parse("2026-12-28T15:00:00Z"));
    awaitStatus(id, "ACTIVE");

    assertThat(token(signup).text("scope")).contains("orders.write").doesNotContain("operator");
    assertThat(what(id))
        .containsExactly(
            "submitted",
            "card-authorised",
            "card-cleared",
            "amount-captured",
            "certificate-probed");
    await()
        .untilAsserted(
            () ->
                assertThat(Bus.types(PartnerEvent.TOPIC, id))
                    .containsExactly("partner.signed-up.v1", "partner.activated.v1"));
    var activated = Bus.messages(PartnerEvent.TOPIC, id).getLast().body();
    assertThat(activated.path("paid").path("amount").asString()).isEqualTo("500.00");
    assertThat(activated.path("fee").path("amount").asString()).isEqualTo("120.00");
    assertThat(activated.path("credit").path("amount").asString()).isEqualTo("380.00");
    assertThat(activated.path("parentId").asString()).isEqualTo(signup.text("parentId"));
    assertThat(Bus.types(ApiKeyEvent.TOPIC, signup.body().path("apiKey").path("id").asString()))
        .containsExactly("api-key.issued.v1");
  }

  @Test
  @DisplayName("ON-10 An active partner signs up a sub-reseller; an applicant may not")
  void aPartnerSignsUpASubReseller() {
    Answer partner = anActiveBasicPartner();
    Client partnerClient = clientWith(token(partner));

    Answer sub = signUp(partnerClient, basic("tok_clear", "150.00"));

    assertThat(sub.status()).isEqualTo(201);
    assertThat(sub.text("parentId")).isEqualTo(partner.text("sellerId"));
    assertThat(partnerClient.get("/v1/signups/" + sub.text("sellerId")).status()).isEqualTo(200);
    assertThat(operator.get("/v1/signups/" + sub.text("sellerId")).status())
        .as("a parent sees its direct sub-resellers only")
        .isEqualTo(404);
    assertThat(signUp(clientWith(token(sub)), basic("tok_clear", "150.00")).status())
        .isEqualTo(403);
  }

  @Test
  @DisplayName("ON-3 ON-4 A rejected card leaves nothing: voided, no account, key revoked")
  void aRejectedCardLeavesNothing() {
    Answer signup = signUp(operator, advanced("tok_reject"));
    String id = signup.text("sellerId");
    clock.set(MONDAY);

    awaitStatus(id, "REJECTED");
    await()
        .untilAsserted(
            () -> assertThat(operations(id)).containsExactlyInAnyOrder("AUTHORISE", "VOID"));
    assertThat(token(signup).status()).isEqualTo(401);
    await()
        .untilAsserted(
            () ->
                assertThat(Bus.types(PartnerEvent.TOPIC, id))
                    .containsExactly("partner.signed-up.v1", "partner.rejected.v1"));
    assertThat(
            Bus.messages(PartnerEvent.TOPIC, id)
                .getLast()
                .body()
                .path("refunded")
                .path("amount")
                .asString())
        .isEqualTo("500.00");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        Bus.types(
                            ApiKeyEvent.TOPIC, signup.body().path("apiKey").path("id").asString()))
                    .containsExactly("api-key.issued.v1", "api-key.revoked.v1"));
  }

  @Test
  @DisplayName("ON-3 A card in review is decided once, by one of two operators at once")
  void aReviewIsDecidedOnce() {
    Answer signup = signUp(operator, basic("tok_review", "200.00"));
    String id = signup.text("sellerId");
    clock.set(MONDAY);
    awaitStatus(id, "AWAITING_CARD_REVIEW");
    assertThat(operator.get("/v1/card-reviews?limit=200").raw().body()).contains("\"" + id + "\"");
    assertThat(
            api.as("other", "other-secret-of-the-tests")
                .post("/v1/card-reviews/" + id + "/clear", reason("mine?"))
                .status())
        .isEqualTo(404);

    List<Integer> answers =
        atOnce(
            List.of(
                () -> operator.post("/v1/card-reviews/" + id + "/clear", reason("called")).status(),
                () -> operator.post("/v1/card-reviews/" + id + "/reject", reason("odd")).status()));

    assertThat(answers).containsExactlyInAnyOrder(200, 409);
    await()
        .untilAsserted(
            () ->
                assertThat(operator.get("/v1/signups/" + id).text("status"))
                    .isIn("ACTIVE", "REJECTED"));
    await().untilAsserted(() -> assertThat(operations(id)).hasSize(2));
    assertThat(operator.post("/v1/card-reviews/" + id + "/clear", reason("again")).slug())
        .isEqualTo("no-such-hold");
  }

  @Test
  @DisplayName("ON-8 A bank transfer awaits its funds; the parent clears it once, with a reason")
  void aBankTransferIsClearedByTheParent() {
    Answer signup = signUp(operator, transfer(Plan.BASIC));
    String id = signup.text("sellerId");
    String path = "/v1/signups/" + id + "/funds-cleared";
    assertThat(signup.text("status")).isEqualTo("AWAITING_FUNDS");
    assertThat(api.as("other", "other-secret-of-the-tests").post(path, reason("x")).status())
        .isEqualTo(404);
    assertThat(clientWith(token(signup)).post(path, reason("x")).status()).isEqualTo(403);
    assertThat(operator.post(path, "{\"reason\":\" \"}").status()).isEqualTo(400);

    assertThat(
            atOnce(
                List.of(
                    () -> operator.post(path, reason("came in")).status(),
                    () -> operator.post(path, reason("came in too")).status())))
        .containsExactlyInAnyOrder(200, 409);

    assertThat(operator.get("/v1/signups/" + id).text("status")).isEqualTo("ACTIVE");
    await()
        .untilAsserted(
            () ->
                assertThat(Bus.types(PartnerEvent.TOPIC, id))
                    .containsExactly("partner.signed-up.v1", "partner.activated.v1"));
  }

  @Test
  @DisplayName("ON-4 A declined card is told at once; nothing is left, and a replay says the same")
  void aDeclinedCardIsToldAtOnce() {
    String key = UUID.randomUUID().toString();
    String body = basic("tok_declined", "200.00");

    Answer declined = operator.post("/v1/signups", body, key);
    Answer replay = operator.post("/v1/signups", body, key);

    assertThat(declined.status()).isEqualTo(422);
    assertThat(declined.slug()).isEqualTo("card-declined");
    assertThat(replay.slug()).isEqualTo("card-declined");
  }

  @Test
  @DisplayName("A signup that is sent twice, even at once, signs up once")
  void aSignupSentTwiceSignsUpOnce() {
    String key = UUID.randomUUID().toString();
    String body = basic("tok_clear", "200.00");

    List<Answer> answers =
        atOnce(
            List.of(
                () -> operator.post("/v1/signups", body, key),
                () -> operator.post("/v1/signups", body, key)));
    Answer replay = operator.post("/v1/signups", body, key);

    assertThat(replay.status()).isEqualTo(201);
    assertThat(replay.body().path("apiKey").has("secret")).isFalse();
    assertThat(answers.stream().filter(a -> a.status() == 201).map(a -> a.text("sellerId")))
        .isNotEmpty()
        .allMatch(replay.text("sellerId")::equals);
    assertThat(answers.stream().filter(a -> a.body().path("apiKey").path("secret").isString()))
        .as("the secret is shown once")
        .hasSize(1);
    assertThat(operator.post("/v1/signups", basic("tok_clear", "201.00"), key).status())
        .as("the same key for another signup")
        .isEqualTo(422);
    assertThat(operations(replay.text("sellerId"))).containsExactly("AUTHORISE");
  }

  @Test
  @DisplayName("ON-1 The same contact signs up once under a seller; after a rejection it may again")
  void theSameContactSignsUpOnce() {
    String email = "contact" + UUID.randomUUID() + "@sakura.example";
    Answer first = signUp(operator, body(Plan.BASIC, card("tok_clear", "200.00"), email));

    Answer second =
        signUp(
            operator,
            body(Plan.BASIC, card("tok_clear", "200.00"), email.toUpperCase(Locale.ROOT)));
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.slug()).isEqualTo("signed-up-already");

    Client other = api.as("other", "other-secret-of-the-tests");
    String yen =
        """
        {"method":"BANK_TRANSFER","amount":{"amount":"20000","currency":"JPY"}}""";
    assertThat(signUp(other, body(Plan.BASIC, yen, email)).status())
        .as("under another seller")
        .isEqualTo(201);

    String declined = "declined" + UUID.randomUUID() + "@sakura.example";
    assertThat(signUp(operator, body(Plan.BASIC, card("tok_declined", "200.00"), declined)).slug())
        .isEqualTo("card-declined");
    assertThat(signUp(operator, body(Plan.BASIC, card("tok_clear", "200.00"), declined)).status())
        .isEqualTo(201);
  }

  @Test
  @DisplayName("ON-2 PR-18 Refusals say what was wrong and what to do")
  void refusalsSayWhatToDo() {
    Answer tooSmall = signUp(operator, body(Plan.ADVANCED, card("tok_clear", "419.99"), email()));
    assertThat(tooSmall.slug()).isEqualTo("amount-too-small");
    assertThat(tooSmall.body().path("smallestPayment").path("amount").asString())
        .isEqualTo("420.00");

    String yen =
        """
        {"method":"CARD","amount":{"amount":"50000","currency":"JPY"},"cardToken":"tok_clear"}""";
    assertThat(signUp(operator, body(Plan.BASIC, yen, email())).slug()).isEqualTo("wrong-currency");
    assertThat(signUp(operator, basic("tok_clear", "200.00").replace("2026-11", "2020-01")).slug())
        .isEqualTo("terms-not-current");
    assertThat(signUp(operator, basic("tok_clear", "200.00").replace("\"JP\"", "\"XX\"")).status())
        .isEqualTo(400);
    assertThat(signUp(operator, basic("tok_clear", "200.001")).status()).isEqualTo(400);
    assertThat(signUp(operator, basic("tok_clear", "200.00").replace("BASIC", "GOLD")).status())
        .isEqualTo(400);
    assertThat(signUp(operator, basic("tok_clear", "200.00").replace("山田太郎", "a\\u0000b")).status())
        .isEqualTo(400);
    assertThat(operator.post("/v1/signups", "{").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4242424242424242", "4242 4242 4242 4242", "4000-0566-5566-5556"})
  @DisplayName("ON-3 Never a card number: such a request is refused and not repeated")
  void aCardNumberIsRefused(String number) {
    Answer asToken = signUp(operator, basic("tok_clear", "200.00").replace("tok_clear", number));
    Answer asUnknownField =
        signUp(
            operator,
            basic("tok_clear", "200.00")
                .replace("\"method\"", "\"cardNumber\":\"%s\",\"method\"".formatted(number)));

    assertThat(asToken.slug()).isEqualTo("card-number-refused");
    assertThat(asUnknownField.slug()).isEqualTo("card-number-refused");
    assertThat(asToken.raw().body()).doesNotContain(number);
  }

  @Test
  @DisplayName(
      "ON-4 Answers of the processor that are lost are asked for again; it acts once per call")
  void lostAnswersAreAskedForAgain() {
    Answer signup = signUp(operator, basic("tok_flaky", "200.00"));
    String id = signup.text("sellerId");
    assertThat(signup.text("status")).isEqualTo("AWAITING_CARD_AUTHORISATION");

    awaitStatus(id, "AWAITING_CARD_VERIFICATION");
    clock.set(MONDAY);
    awaitStatus(id, "ACTIVE");

    assertThat(operations(id)).containsExactlyInAnyOrder("AUTHORISE", "CAPTURE");
  }

  @Test
  @DisplayName(
      "ON-4 A crash between the capture and keeping its answer: captured once, active once")
  void aCrashAfterTheCaptureRecovers() {
    Answer signup = signUp(operator, basic("tok_review", "200.00"));
    String id = signup.text("sellerId");
    clock.set(MONDAY);
    awaitStatus(id, "AWAITING_CARD_REVIEW");

    // What an instance does until it dies: the processor has acted, nothing of it was kept.
    SellerId seller = SellerId.of(id);
    SellerScope.inBackground(
        () -> {
          var review = (Signup.UnderCardReview) signups.find(seller).orElseThrow().signup();
          cards.capture(
              new CardCall(
                  0,
                  seller,
                  CardCall.Kind.CAPTURE,
                  "signup-%s-CAPTURE".formatted(id),
                  review.application().payment().requiredCardToken(),
                  review.card().authorisation(),
                  review.application().terms().paid(),
                  1));
        });
    operator.post("/v1/card-reviews/" + id + "/clear", reason("called"));

    awaitStatus(id, "ACTIVE");
    assertThat(operations(id)).containsExactlyInAnyOrder("AUTHORISE", "CAPTURE");
    await()
        .untilAsserted(
            () ->
                assertThat(Bus.types(PartnerEvent.TOPIC, id))
                    .containsExactly("partner.signed-up.v1", "partner.activated.v1"));
  }

  @Test
  @DisplayName("ON-4 A call whose maker died is made by another one once its lease runs out")
  void aCallWhoseMakerDiedIsMadeAgain() {
    SellerId parent = SellerId.of(operatorId());
    // What an instance does until it dies: the signup is open, the call is its own to make.
    var opened =
        (SubmitSignup.Outcome.Opened)
            SellerScope.asSeller(
                parent.toString(),
                () ->
                    submitSignup.submit(
                        new SubmitSignup.Request(
                            parent, Actor.BOOTSTRAP, UUID.randomUUID().toString(), "test"),
                        aBasicSignup()));
    String id = opened.sellerId().toString();

    await("leased")
        .during(Duration.ofMillis(500))
        .untilAsserted(
            () -> assertThat(statusInDatabase(id)).isEqualTo("AWAITING_CARD_AUTHORISATION"));
    update("update card_call set not_before = now() where seller_id = " + id);

    awaitStatus(id, "AWAITING_CARD_VERIFICATION");
    assertThat(operations(id)).containsExactly("AUTHORISE");
  }

  @Test
  @DisplayName("ON-5 A set-up whose maker died is gone on with once its lease runs out")
  void aSetUpWhoseMakerDiedIsGoneOnWith() {
    Answer signup = signUp(operator, transfer(Plan.ADVANCED));
    String id = signup.text("sellerId");
    operator.post("/v1/signups/" + id + "/funds-cleared", reason("came in"));
    await().untilAsserted(() -> assertThat(certificateState(id)).isEqualTo("CHALLENGED"));
    // Nobody looks at it again before the certificate is expected.
    await("left alone").until(() -> nextStepOfCertificate(id).isAfter(FRIDAY));
    update(
        "update certificate_setup set leased_until = now() + interval '1 hour' where seller_id = "
            + id);
    clock.set(Instant.parse("2026-12-31T15:00:00Z"));

    await("leased")
        .during(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(certificateState(id)).isEqualTo("CHALLENGED"));
    update("update certificate_setup set leased_until = now() where seller_id = " + id);

    awaitStatus(id, "ACTIVE");
  }

  @Test
  @DisplayName("ON-4 An authorisation that is never answered is given up, and the applicant told")
  void anAuthorisationThatIsNeverAnsweredIsGivenUp() {
    Answer signup = signUp(operator, basic("tok_unreachable", "200.00"));
    String id = signup.text("sellerId");
    assertThat(
            api.as("other", "other-secret-of-the-tests")
                .post("/v1/card-reviews/" + id + "/reject", reason("mine?"))
                .status())
        .isEqualTo(404);

    assertThat(operator.post("/v1/card-reviews/" + id + "/reject", reason("no answer")).status())
        .isEqualTo(200);

    assertThat(statusInDatabase(id)).isEqualTo("REJECTED");
    assertThat(token(signup).status()).isEqualTo(401);
    await()
        .untilAsserted(
            () ->
                assertThat(Bus.types(PartnerEvent.TOPIC, id))
                    .containsExactly("partner.signed-up.v1", "partner.rejected.v1"));
    // The processor answers at last: what it authorised is released. An attempt under way puts the
    // next one off once more; two at once have the same key, by which the processor acts once.
    await()
        .untilAsserted(
            () -> {
              update(
                  "update card_call set token = 'tok_clear', not_before = now()"
                      + " where kind = 'AUTHORISE' and seller_id = "
                      + id);
              assertThat(operations(id)).containsExactlyInAnyOrder("AUTHORISE", "VOID");
            });
  }

  @Test
  @DisplayName("ON-5 A storefront whose name cannot be proved gets another from its parent")
  void aStorefrontGetsAnotherName() {
    Answer signup = signUp(operator, advancedAt("elsewhere.invalid"));
    String id = signup.text("sellerId");
    operator.post("/v1/signups/" + id + "/funds-cleared", reason("came in"));
    await().untilAsserted(() -> assertThat(certificateState(id)).isEqualTo("ORDERED"));
    Answer another = signUp(operator, advancedAt(aHost()));
    String path = "/v1/signups/" + id + "/storefront-host";
    String host = aHost();

    assertThat(operator.put(path, rename(another.text("storefrontHost")), null).slug())
        .isEqualTo("storefront-taken");
    assertThat(operator.put(path, rename("mine.shops.example"), null).slug())
        .isEqualTo("storefront-taken");
    assertThat(api.as("other", "other-secret-of-the-tests").put(path, rename(host), null).status())
        .isEqualTo(404);
    Answer renamed = operator.put(path, rename(host), null);
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.text("storefrontHost")).isEqualTo(host);
    clock.set(Instant.parse("2026-12-31T15:00:00Z"));

    awaitStatus(id, "ACTIVE");
    assertThat(what(id))
        .containsSubsequence("funds-cleared", "storefront-renamed", "certificate-probed");
    assertThat(operator.put(path, rename(aHost()), null).slug()).isEqualTo("no-such-hold");
  }

  @Test
  @DisplayName("ON-5 No two partners hold one storefront, and none takes a name that we give")
  void aStorefrontHasOneOwner() {
    String host = aHost();
    assertThat(signUp(operator, advancedAt(host)).status()).isEqualTo(201);

    assertThat(signUp(operator, advancedAt(host)).slug()).isEqualTo("storefront-taken");
    assertThat(signUp(operator, advancedAt("s1.shops.example")).slug())
        .isEqualTo("storefront-taken");
    assertThat(signUp(operator, advancedAt("a.".repeat(50_000) + "example")).slug())
        .isEqualTo("validation-failed");
  }

  @Test
  @DisplayName("ON-10 The parent replaces keys whose secret was lost; the history names no keys")
  void theParentReplacesLostKeys() {
    Answer signup = anActiveBasicPartner();
    String path = "/v1/signups/" + signup.text("sellerId") + "/api-key";
    String key = UUID.randomUUID().toString();
    assertThat(api.as("other", "other-secret-of-the-tests").post(path, reason("mine")).status())
        .isEqualTo(404);
    assertThat(clientWith(token(signup)).post(path, reason("own")).status()).isEqualTo(404);

    Answer fresh = operator.post(path, reason("the answer was lost"), key);
    Answer replay = operator.post(path, reason("the answer was lost"), key);

    assertThat(fresh.status()).isEqualTo(201);
    assertThat(token(signup).status()).isEqualTo(401);
    assertThat(replay.text("id")).isEqualTo(fresh.text("id"));
    assertThat(replay.body().has("secret")).isFalse();
    Client again = clientWith(api.token(fresh.text("id"), fresh.text("secret")));
    Answer seen = again.get("/v1/signups/" + signup.text("sellerId"));
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body().path("history").path(0).path("who").asString()).isEqualTo("the parent");
    assertThat(
            operator
                .get("/v1/signups/" + signup.text("sellerId"))
                .body()
                .path("history")
                .path(0)
                .path("who")
                .asString())
        .contains("with key operator");
  }

  @Test
  @DisplayName("ON-8 A replay of a transfer that never came shows the rejected signup")
  void aReplayOfARejectedTransferShowsIt() {
    String key = UUID.randomUUID().toString();
    String body = transfer(Plan.BASIC);
    String id = operator.post("/v1/signups", body, key).text("sellerId");
    operator.post("/v1/signups/" + id + "/funds-not-received", reason("never came"));

    assertThat(operator.post("/v1/signups", body, key).text("status")).isEqualTo("REJECTED");
  }

  @Test
  @DisplayName("A decision that is sent twice decides once and is answered the same")
  void aDecisionSentTwiceDecidesOnce() {
    String path =
        "/v1/signups/" + signUp(operator, transfer(Plan.BASIC)).text("sellerId") + "/funds-cleared";
    String key = UUID.randomUUID().toString();

    Answer first = operator.post(path, reason("came in"), key);
    Answer again = operator.post(path, reason("came in"), key);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.raw().body()).isEqualTo(first.raw().body());
  }

  @Test
  @DisplayName("The token endpoint says what it offers, and nothing else is there")
  void onlyTheTokenEndpointIsThere() {
    Answer metadata = api.anonymous("/.well-known/oauth-authorization-server");

    assertThat(metadata.status()).isEqualTo(200);
    assertThat(metadata.text("token_endpoint")).endsWith("/oauth2/token");
    assertThat(metadata.raw().body())
        .doesNotContain("revocation", "introspection", "authorization_endpoint");
    assertThat(api.anonymous("/oauth2/introspect").status()).isEqualTo(401);
    assertThat(operator.post("/oauth2/revoke", "{}").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("ON-4 A refused capture ends the signup; the authorisation is released")
  void aRefusedCaptureEndsTheSignup() {
    Answer signup = signUp(operator, basic("tok_capturefails", "200.00"));
    String id = signup.text("sellerId");
    clock.set(MONDAY);

    awaitStatus(id, "REJECTED");
    await()
        .untilAsserted(
            () -> assertThat(operations(id)).containsExactlyInAnyOrder("AUTHORISE", "VOID"));
  }

  @Test
  @DisplayName("ON-5 A failing set-up is retried and shown, never skipped")
  void aFailingSetUpIsShown() {
    Answer signup = signUp(operator, advancedAt("nowhere.invalid"));
    String id = signup.text("sellerId");
    operator.post("/v1/signups/" + id + "/funds-cleared", reason("came in"));

    await()
        .untilAsserted(
            () -> {
              var certificate =
                  operator
                      .get("/v1/signups/" + id)
                      .body()
                      .path("holds")
                      .path(0)
                      .path("certificate");
              assertThat(certificate.path("lastFailure").asString("")).contains("nowhere.invalid");
              assertThat(certificate.path("state").asString("")).isEqualTo("ORDERED");
            });
    clock.set(FRIDAY.plus(Duration.ofHours(1)));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        operator
                            .get("/v1/signups/" + id)
                            .body()
                            .path("holds")
                            .path(0)
                            .path("certificate")
                            .path("failedAttempts")
                            .asInt())
                    .isGreaterThan(1));
    assertThat(operator.get("/v1/signups/" + id).text("status")).isEqualTo("AWAITING_CERTIFICATE");
  }

  @Test
  @DisplayName("ON-6 An overdue hold alerts once and never opens by itself")
  void anOverdueHoldAlertsAndStaysShut() {
    Answer signup = signUp(operator, transfer(Plan.BASIC));
    String id = signup.text("sellerId");
    clock.set(Instant.parse("2026-12-31T15:00:00Z"));

    await().untilAsserted(() -> assertThat(what(id)).containsExactly("submitted", "hold-overdue"));
    clock.set(Instant.parse("2027-01-31T15:00:00Z"));
    assertThat(operator.get("/v1/signups/" + id).text("status")).isEqualTo("AWAITING_FUNDS");
    assertThat(api.anonymous("/actuator/prometheus").raw().body())
        .contains("tierline_signup_holds_overdue_total")
        .contains("tierline_calendar_days_left");
    operator.post("/v1/signups/" + id + "/funds-not-received", reason("never came"));
    assertThat(what(id)).containsExactly("submitted", "hold-overdue", "funds-not-received");
  }

  @Test
  @DisplayName("The brand is changed by version, and the change is told")
  void theBrandIsChangedByVersion() {
    Answer partner = anActiveBasicPartner();
    Client client = clientWith(token(partner));
    Answer brand = client.get("/v1/brand");
    String changed = brand.raw().body().replace("さくらドメイン", "新しい名前");

    assertThat(client.put("/v1/brand", changed, null).status()).isEqualTo(428);
    Answer saved = client.put("/v1/brand", changed, brand.etag());
    assertThat(saved.status()).isEqualTo(200);
    assertThat(client.put("/v1/brand", changed, brand.etag()).status()).isEqualTo(412);
    assertThat(client.get("/v1/brand").etag()).isEqualTo(saved.etag());
    assertThat(client.get("/v1/brand").text("name")).isEqualTo("新しい名前");
    await()
        .untilAsserted(
            () ->
                assertThat(Bus.types(PartnerEvent.TOPIC, partner.text("sellerId")))
                    .endsWith("partner.brand-changed.v1"));
  }

  @Test
  @DisplayName("Two live keys at most; a revoked one gets no token from that moment on")
  void keysAreRotated() {
    Answer partner = anActiveBasicPartner();
    Client client = clientWith(token(partner));

    String key = UUID.randomUUID().toString();
    Answer second = client.post("/v1/api-keys", "", key);
    assertThat(second.status()).isEqualTo(201);
    Answer replay = client.post("/v1/api-keys", "", key);
    assertThat(replay.text("id")).isEqualTo(second.text("id"));
    assertThat(replay.body().has("secret")).isFalse();
    assertThat(client.post("/v1/api-keys", "").slug()).isEqualTo("too-many-api-keys");
    Client rotated = api.as(second.text("id"), second.text("secret"));
    String first = partner.body().path("apiKey").path("id").asString();
    assertThat(rotated.delete("/v1/api-keys/" + first).status()).isEqualTo(204);
    assertThat(token(partner).status()).isEqualTo(401);
    assertThat(rotated.delete("/v1/api-keys/" + first).status()).isEqualTo(404);
    assertThat(rotated.delete("/v1/api-keys/operator").status()).as("another's key").isEqualTo(404);
    assertThat(rotated.get("/v1/api-keys").raw().body()).doesNotContain("secret\":\"");
    assertThat(rotated.post("/v1/api-keys", "").status()).isEqualTo(201);
    await()
        .untilAsserted(
            () ->
                assertThat(Bus.types(ApiKeyEvent.TOPIC, first))
                    .containsExactly("api-key.issued.v1", "api-key.revoked.v1"));
  }

  @Test
  @DisplayName("Secrets are kept as hashes only")
  void secretsAreKeptAsHashes() {
    Answer signup = signUp(operator, basic("tok_clear", "200.00"));
    String secret = signup.body().path("apiKey").path("secret").asString();

    String rows =
        SellerScope.inBackground(
            () ->
                inTransaction(
                    () ->
                        sql.fetch(
                                "select t::text from api_key t union all select t::text from"
                                    + " audit_entry t union all select t::text from"
                                    + " service_kit.claim t")
                            .format(Integer.MAX_VALUE)));
    assertThat(rows).contains(signup.body().path("apiKey").path("id").asString());
    assertThat(rows).doesNotContain(secret);
  }

  @Test
  @DisplayName("A wrong secret, an unknown client and another grant get no token")
  void noTokenWithoutTheSecret() {
    assertThat(api.token("operator", "wrong").status()).isEqualTo(401);
    assertThat(api.token("nobody", "wrong").status()).isEqualTo(401);
    Answer service = api.token("ordering", "ordering-secret-of-the-tests");
    assertThat(service.text("scope")).isEqualTo("quotes.chain");
  }

  @Test
  @DisplayName("Signing keys rotate: the new one signs, tokens of the old one are still good")
  void signingKeysRotate() {
    assertThat(operator.get("/v1/brand").status()).isEqualTo(200);
    String keyBefore = keyOf(operator);
    SellerScope.inBackground(
        () -> signingKeys.renew(Duration.ZERO, () -> copyOfTheKey("rotated-" + UUID.randomUUID())));

    await()
        .untilAsserted(
            () ->
                assertThat(keyOf(api.as("operator", "operator-secret-of-the-tests")))
                    .isNotEqualTo(keyBefore));
    assertThat(api.as("operator", "operator-secret-of-the-tests").get("/v1/brand").status())
        .isEqualTo(200);
    assertThat(operator.get("/v1/brand").status()).isEqualTo(200);
    assertThat(api.anonymous("/oauth2/jwks").raw().body())
        .contains(keyBefore)
        .doesNotContain("\"d\"");
  }

  private SigningKeys.SigningKey copyOfTheKey(String id) {
    try {
      var key =
          new com.nimbusds.jose.jwk.gen.RSAKeyGenerator(2048)
              .keyID(id)
              .keyUse(com.nimbusds.jose.jwk.KeyUse.SIGNATURE)
              .algorithm(com.nimbusds.jose.JWSAlgorithm.RS256)
              .generate();
      return new SigningKeys.SigningKey(id, key.toJSONString(), Instant.EPOCH);
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String keyOf(Client client) {
    String header = client.bearer().substring("Bearer ".length()).split("\\.", -1)[0];
    return new String(
            Base64.getUrlDecoder().decode(header), java.nio.charset.StandardCharsets.UTF_8)
        .replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
  }

  @Test
  @DisplayName("Without a token no endpoint answers; another seller's token finds nothing")
  void foreignTokensFindNothing() {
    String company = "Company " + UUID.randomUUID();
    Answer signup = signUp(operator, basic("tok_clear", "200.00").replace("株式会社さくらドメイン", company));
    String id = signup.text("sellerId");
    EndpointWalk walk = EndpointWalk.of(api.root());
    assertThat(walk.endpoints()).isNotEmpty();

    assertThat(walk.visitAll(null, Map.of("sellerId", id)))
        .allSatisfy(visit -> assertThat(visit.status()).as(visit.toString()).isEqualTo(401));
    assertThat(walk.visitAll("Bearer " + expiredToken(), Map.of("sellerId", id)))
        .allSatisfy(visit -> assertThat(visit.status()).as(visit.toString()).isEqualTo(401));
    assertThat(walk.visitAll("Bearer nonsense", Map.of("sellerId", id)))
        .allSatisfy(visit -> assertThat(visit.status()).as(visit.toString()).isEqualTo(401));
    walk.onlyTheOwnerFinds(
        operator.bearer(),
        anotherOperator().bearer(),
        Map.of("sellerId", id, "/v1/api-keys/{id}", "operator"),
        "\"" + id + "\"",
        company);
    assertThat(operator.get("/v1/signups/" + id).text("status"))
        .isEqualTo("AWAITING_CARD_VERIFICATION");
  }

  /** Signed with the service's own key, good in everything but its time. */
  private String expiredToken() {
    try {
      var key =
          com.nimbusds.jose.jwk.RSAKey.parse(
              SellerScope.inBackground(() -> signingKeys.all().getFirst().privateJwk()));
      Instant issued = Instant.parse("2026-01-01T00:00:00Z");
      var token =
          new com.nimbusds.jwt.SignedJWT(
              new com.nimbusds.jose.JWSHeader.Builder(com.nimbusds.jose.JWSAlgorithm.RS256)
                  .keyID(key.getKeyID())
                  .build(),
              new com.nimbusds.jwt.JWTClaimsSet.Builder()
                  .issuer("http://localhost:8081")
                  .audience("tierline")
                  .subject("operator")
                  .claim("seller", "1001")
                  .claim("scope", "signup.read signup.write brand.write keys.write operator")
                  .issueTime(Date.from(issued))
                  .expirationTime(Date.from(issued.plusSeconds(600)))
                  .build());
      token.sign(new com.nimbusds.jose.crypto.RSASSASigner(key));
      return token.serialize();
    } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName(
      "Row-level security: in every seller's table a stranger sees no row and changes none")
  void aStrangerSeesNoRow() {
    Answer signup = signUp(operator, advanced("tok_clear"));
    Long id = Long.valueOf(signup.text("sellerId"));
    clock.set(TUESDAY);
    awaitStatus(signup.text("sellerId"), "AWAITING_CERTIFICATE");

    List<Table<?>> tables =
        DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
            .filter(table -> table.field("seller_id") != null)
            .toList();
    assertThat(tables).hasSizeGreaterThan(6);
    for (Table<?> table : tables) {
      var ofSeller = Objects.requireNonNull(table.field("seller_id", Long.class));
      Integer asStranger =
          SellerScope.asSeller("999999", () -> inTransaction(() -> sql.fetchCount(table)));
      assertThat(asStranger).as(table.getName()).isZero();
      Integer asApplicant =
          SellerScope.asSeller(
              id.toString(), () -> inTransaction(() -> sql.fetchCount(table, ofSeller.ne(id))));
      assertThat(asApplicant).as(table.getName()).isZero();
    }
    int changed =
        SellerScope.asSeller(
            "999999",
            () ->
                inTransaction(
                    () ->
                        sql.execute(
                            "update seller set brand_name = 'taken' where seller_id = " + id)));
    assertThat(changed).isZero();
  }

  @Test
  @DisplayName("ON-1 What signing up costs and how long it takes is shown before paying")
  void offersAreShownBeforePaying() {
    Answer offers = operator.get("/v1/signup-offers");

    assertThat(offers.body().path("items")).hasSize(2);
    var advanced =
        Stream.of(offers.body().path("items").path(0), offers.body().path("items").path(1))
            .filter(offer -> offer.path("plan").asString().equals("ADVANCED"))
            .findFirst()
            .orElseThrow();
    assertThat(advanced.path("fee").path("amount").asString()).isEqualTo("120.00");
    assertThat(advanced.path("expectedDays").path("certificateMax").asInt()).isEqualTo(5);
    assertThat(advanced.path("expectedActiveBy").asString()).isEqualTo("2026-12-30T15:00:00Z");
  }

  @Test
  @DisplayName("ON-10 A partner asks for other amounts than its parent")
  void aPartnerHasOffersOfItsOwn() {
    Client partner = clientWith(token(anActiveBasicPartner()));
    String offer =
        """
        {"minimumCredit":{"amount":"50.00","currency":"USD"},"fee":{"amount":"0.00","currency":"USD"},
         "termsVersion":"partner-1"}""";

    assertThat(partner.put("/v1/signup-offers/BASIC", offer, "\"1\"").status()).isEqualTo(200);
    assertThat(partner.put("/v1/signup-offers/BASIC", offer, "\"1\"").status()).isEqualTo(412);
    assertThat(
            partner.put("/v1/signup-offers/BASIC", offer.replace("0.00", "1.00"), "\"2\"").status())
        .as("Basic has no fee")
        .isEqualTo(400);
    assertThat(
            signUp(partner, basic("tok_clear", "50.00").replace("2026-11", "partner-1")).status())
        .isEqualTo(201);
  }

  @Test
  @DisplayName("An operator named by several instances at once is established once")
  void severalInstancesEstablishOneOperator() {
    String client = "operator-" + UUID.randomUUID();
    var wanted =
        new EstablishOperator.Wanted(
            null, client, Secret.of("a-secret"), "sg", SignupFixtures.profile());
    Callable<Boolean> start =
        () -> SellerScope.inBackground(() -> establishOperator.establish(wanted));

    assertThat(atOnce(Collections.nCopies(4, start)))
        .containsExactlyInAnyOrder(true, false, false, false);
    assertThat(api.token(client, "a-secret").text("scope")).contains("operator");
  }

  @Test
  @DisplayName("An operator is told to the bus once, with its key")
  void theOperatorIsEstablishedOnce() {
    String id = operatorId();

    await()
        .untilAsserted(
            () ->
                assertThat(Bus.types(PartnerEvent.TOPIC, id))
                    .startsWith("partner.operator-established.v1"));
    assertThat(
            Bus.types(PartnerEvent.TOPIC, id).stream()
                .filter("partner.operator-established.v1"::equals))
        .hasSize(1);
  }

  // ------------------------------------------------------------------------------ the test's words

  private enum Plan {
    BASIC,
    ADVANCED
  }

  private String operatorId() {
    return operator.get("/v1/signups?limit=1").status() == 200
        ? signUp(operator, basic("tok_clear", "200.00")).text("parentId")
        : "";
  }

  private Client anotherOperator() {
    String client = "operator-" + UUID.randomUUID();
    var wanted =
        new EstablishOperator.Wanted(
            null, client, Secret.of("a-secret"), "sg", SignupFixtures.profile());
    SellerScope.inBackground(() -> establishOperator.establish(wanted));
    return api.as(client, "a-secret");
  }

  private Answer anActiveBasicPartner() {
    Answer signup = signUp(operator, basic("tok_clear", "200.00"));
    clock.set(MONDAY);
    awaitStatus(signup.text("sellerId"), "ACTIVE");
    return signup;
  }

  private Answer signUp(Client parent, String body) {
    return parent.post("/v1/signups", body);
  }

  private Answer token(Answer signup) {
    var key = signup.body().path("apiKey");
    return api.token(key.path("id").asString(), key.path("secret").asString());
  }

  private Client clientWith(Answer token) {
    assertThat(token.status()).isEqualTo(200);
    return api.new Client("Bearer " + token.text("access_token"));
  }

  private void awaitStatus(String id, String status) {
    await().untilAsserted(() -> assertThat(statusInDatabase(id)).isEqualTo(status));
  }

  private String statusInDatabase(String id) {
    return SellerScope.inBackground(
        () -> signups.find(SellerId.of(id)).orElseThrow().signup().status());
  }

  private List<String> what(String id) {
    return operator
        .get("/v1/signups/" + id)
        .body()
        .path("history")
        .valueStream()
        .map(entry -> entry.path("what").asString())
        .toList();
  }

  private List<String> operations(String id) {
    return SellerScope.inBackground(
        () ->
            inTransaction(
                () ->
                    sql.select(Tables.SIMULATED_CARD_OPERATION.KIND)
                        .from(Tables.SIMULATED_CARD_OPERATION)
                        .where(
                            Tables.SIMULATED_CARD_OPERATION.IDEMPOTENCY_KEY.startsWith(
                                "signup-" + id + "-"))
                        .fetch(Tables.SIMULATED_CARD_OPERATION.KIND)));
  }

  private void update(String statement) {
    assertThat(SellerScope.inBackground(() -> inTransaction(() -> sql.execute(statement))))
        .isEqualTo(1);
  }

  private Instant nextStepOfCertificate(String id) {
    return SellerScope.inBackground(
        () -> certificateSetups.find(SellerId.of(id)).orElseThrow().nextStepAt());
  }

  private String certificateState(String id) {
    return operator
        .get("/v1/signups/" + id)
        .body()
        .path("holds")
        .path(0)
        .path("certificate")
        .path("state")
        .asString("");
  }

  private static String rename(String host) {
    return "{\"storefrontHost\":\"%s\",\"reason\":\"the first was not theirs\"}".formatted(host);
  }

  private static SubmitSignup.Details aBasicSignup() {
    return new SubmitSignup.Details(
        io.tierline.onboarding.signup.Plan.BASIC,
        new Profile(
            "Example",
            new Contact("Example", email(), null),
            "SG",
            "en",
            CurrencyUnit.USD,
            SignupFixtures.BRAND),
        SignupFixtures.usd("200.00"),
        new Application.Payment(PaymentMethod.CARD, "tok_clear"),
        "2026-11",
        null);
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(new TransactionTemplate(transactions).execute(_ -> work.get()));
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(calls).stream().map(OnboardingStoryTest::result).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String advanced(String token) {
    return body(Plan.ADVANCED, card(token, "500.00"), email());
  }

  private static String basic(String token, String amount) {
    return body(Plan.BASIC, card(token, amount), email());
  }

  private static String transfer(Plan plan) {
    return body(
        plan,
        """
        {"method":"BANK_TRANSFER","amount":{"amount":"500.00","currency":"USD"}}""",
        email());
  }

  private static String card(String token, String amount) {
    return """
        {"method":"CARD","amount":{"amount":"%s","currency":"USD"},"cardToken":"%s"}"""
        .formatted(amount, token);
  }

  private static String email() {
    return "yamada%d@sakura.example".formatted(ThreadLocalRandom.current().nextInt(1_000_000_000));
  }

  private static String body(Plan plan, String payment, String email) {
    return """
        {"plan":"%s","company":"株式会社さくらドメイン",
         "contact":{"name":"山田太郎","email":"%s","phone":"+81 3 1234 5678"},
         "country":"JP","language":"ja","currency":"USD",
         "brand":{"name":"さくらドメイン","supportEmail":"help@sakura.example",
                  "primaryColor":"#d6336c","replyTo":"hello@sakura.example"},
         "termsVersion":"2026-11","payment":%s,"storefrontHost":"%s"}"""
        .formatted(plan, email, payment, aHost());
  }

  private static String aHost() {
    return "shop%d.sakura.example".formatted(ThreadLocalRandom.current().nextInt(1_000_000_000));
  }

  private static String advancedAt(String host) {
    return transfer(Plan.ADVANCED).replaceAll("shop[0-9]+\\.sakura\\.example", host);
  }

  private static String reason(String why) {
    return "{\"reason\":\"%s\"}".formatted(why);
  }
}
