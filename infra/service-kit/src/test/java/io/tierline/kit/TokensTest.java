package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.Browser.Answer;
import io.tierline.kit.shop.Things;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.testsupport.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
@DisplayName("Every endpoint needs a valid token, except those that are named")
class TokensTest {

  private final TokenIssuer issuer = TokenIssuer.shared();

  @Autowired Browser browser;
  @Autowired Things things;

  @Test
  void aGoodTokenOpensItsSellersScope() {
    SellerScope.asSeller("5001", () -> things.add(5001, "mine"));
    SellerScope.asSeller("5002", () -> things.add(5002, "theirs"));

    Answer answer = browser.get("/v1/things").as("5001", "things.read").send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("items").size()).isEqualTo(1);
    assertThat(answer.json().path("items").path(0).path("name").asString()).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/things",
        "/v1/things/1",
        "/v1/nothing",
        "/",
        "/actuator",
        "/actuator/env",
        "/error"
      })
  void withoutATokenThereIs401(String path) {
    Answer answer = browser.get(path).send().isProblem(401, "unauthenticated");

    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void aBadTokenIsRefused() {
    refused(issuer.expiredToken("5001", "things.read"));
    refused(token().expiresAt(null).mint());
    refused(token().expiresAt(Instant.now().minus(Duration.ofSeconds(30))).mint());
    refused(token().audience("somebody-else").mint());
    refused(token().issuedBy("https://evil.example").mint());
    refused(issuer.tokenOf("1 or 1=1").scopes("things.read").mint());
    refused(issuer.tokenOf("-1").scopes("things.read").mint());
    refused("not.a.token");
    refused("");
    String good = token().mint();
    refused(good.substring(0, good.length() - 8) + "AAAAAAAA");
    try (TokenIssuer other = TokenIssuer.start()) {
      refused(other.tokenOf("5001").issuedBy(issuer.issuer()).scopes("things.read").mint());
    }
  }

  private TokenIssuer.Token token() {
    return issuer.tokenOf("5001").scopes("things.read");
  }

  private void refused(String token) {
    Answer answer =
        browser
            .get("/v1/things")
            .header("Authorization", "Bearer " + token)
            .send()
            .isProblem(401, "unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void aTokenWithoutASellerSeesNothingAndCreatesNothing() {
    SellerScope.asSeller("5006", () -> things.add(5006, "theirs"));
    String bearer = "Bearer " + issuer.tokenOf(null).scopes("things.read").mint();

    Answer seen = browser.get("/v1/things").header("Authorization", bearer).send();
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.json().path("items").size()).isZero();

    browser
        .post(
            "/v1/things",
            """
            {"name":"tea","price":{"amount":"1.00","currency":"USD"},"years":1,"kind":"TEA"}""")
        .header("Authorization", bearer)
        .header("Idempotency-Key", "a")
        .send()
        .isProblem(403, "forbidden");
  }

  @Test
  void aTokenInTheAddressIsNotAToken() {
    browser
        .get("/v1/things?access_token=" + token().mint())
        .send()
        .isProblem(401, "unauthenticated");
  }

  @Test
  void withoutTheScopeThereIs403() {
    browser.get("/v1/things").as("5001", "things.write").send().isProblem(403, "forbidden");
    browser.get("/actuator/env").as("5001", "things.read").send().isProblem(403, "forbidden");
  }

  @Test
  void anotherSellersThingIsNotThere() {
    String id = SellerScope.asSeller("5003", () -> things.add(5003, "theirs")).toString();

    browser.get("/v1/things/" + id).as("5004").send().isProblem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/prometheus",
        "/v3/api-docs",
        "/v3/api-docs.yaml",
        "/swagger-ui/index.html"
      })
  void thePathsOfTheHouseAreOpen(String path) {
    assertThat(browser.get(path).send().status()).isEqualTo(200);
  }

  @Test
  void aServiceNamesItsOwnOpenPathsAndOpensTheScopeItself() {
    SellerScope.asSeller("5005", () -> things.add(5005, "mine"));

    Answer answer = browser.get("/open/seller?auth-userid=5005").send();

    assertThat(answer.json().path("things").asInt()).isEqualTo(1);
  }

  @Test
  void theAuthorizationServerOnTheClassPathOpensNoDoors() {
    browser.get("/oauth2/jwks").send().isProblem(401, "unauthenticated");
    browser.get("/.well-known/oauth-authorization-server").send().isProblem(401, "unauthenticated");
    browser.get("/login").send().isProblem(401, "unauthenticated");
  }
}
