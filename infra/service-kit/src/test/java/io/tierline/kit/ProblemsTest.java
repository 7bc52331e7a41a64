package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.Browser.Answer;
import io.tierline.kit.shop.Things;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.testsupport.TokenIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ShopTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Every refusal says what was wrong, where, and what was expected")
class ProblemsTest {

  private static final String GOOD =
      """
      {"name":"tea","price":{"amount":"1.00","currency":"USD"},"years":1,"kind":"TEA"}""";

  @Autowired Browser browser;
  @Autowired Things things;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what is replaced | by what | field | what the detail says
        "\"years\":1 | \"years\":\"1\" | years | a whole number",
        "\"years\":1 | \"years\":1.5 | years | a whole number",
        "\"years\":1 | \"years\":null | years | required",
        "\"years\":1 | \"years\":99999999999999999999 | years | does not fit",
        "\"years\":1 | \"years\":1e400 | years | a whole number",
        "\"years\":1 | \"years\":true | years | a whole number",
        "\"years\":1 | \"years\":[1] | years | a whole number",
        "\"years\":1 | \"years\":{} | years | a whole number",
        "\"kind\":\"TEA\" | \"kind\":\"BEER\" | kind | one of TEA, COFFEE",
        "\"kind\":\"TEA\" | \"kind\":\"\" | kind | one of TEA, COFFEE",
        "\"kind\":\"TEA\" | \"kind\":0 | kind | one of TEA, COFFEE",
        "\"name\":\"tea\" | \"name\":1 | name | a string",
        "\"name\":\"tea\" | \"name\":1.5 | name | a string",
        "\"name\":\"tea\" | \"name\":false | name | a string",
        "\"name\":\"tea\" | \"name\":[] | name | a string",
        "\"name\":\"tea\" | \"name\":{\"a\":1} | name | a string",
        "\"years\":1 | \"years\":1,\"yaers\":2 | yaers | Known are",
        "\"years\":1 | \"years\":1,\"replaces\":7 | replaces | a string",
        "\"years\":1 | \"years\":1,\"replaces\":\"x\" | replaces | 1 to 18 digits",
        "\"years\":1 | \"years\":1,\"replaces\":\"0\" | replaces | a positive number",
        "\"years\":1 | \"years\":1,\"from\":\"tomorrow\" | from | 2026-11-21T10:00:00Z",
        "\"years\":1 | \"years\":1,\"from\":\"+1000000000-12-31T23:59:59Z\" | from | 2026-11-21T10:00:00Z",
        "\"years\":1 | \"years\":1,\"from\":1700000000 | from | 2026-11-21T10:00:00Z",
        "\"years\":1 | \"years\":1,\"tags\":\"a\" | tags | an array",
        "\"years\":1 | \"years\":1,\"tags\":[{\"text\":\"a\"},{\"txt\":\"b\"}] | tags[1].txt | Known are: text",
        "\"amount\":\"1.00\" | \"amount\":1.00 | price.amount | a string",
        "\"amount\":\"1.00\" | \"amount\":1 | price.amount | a string",
        "\"amount\":\"1.00\" | \"amount\":\"1.001\" | price.amount | USD has 2 decimal places",
        "\"amount\":\"1.00\" | \"amount\":\"1e3\" | price.amount | no exponent",
        "\"amount\":\"1.00\" | \"amount\":\"1e999999999\" | price.amount | no exponent",
        "\"amount\":\"1.00\" | \"amount\":\"1,00\" | price.amount | 1 to 15 digits",
        "\"amount\":\"1.00\" | \"amount\":\"9999999999999999.00\" | price.amount | 1 to 15 digits",
        "\"amount\":\"1.00\" | \"amount\":\"NaN\" | price.amount | 1 to 15 digits",
        "\"amount\":\"1.00\" | \"amount\":\"\" | price.amount | 1 to 15 digits",
        "\"amount\":\"1.00\" | \"amount\":null | price.amount | a string",
        "\"currency\":\"USD\" | \"currency\":\"usd\" | price.currency | ISO 4217",
        "\"currency\":\"USD\" | \"currency\":\"XQQ\" | price.currency | ISO 4217",
        "\"currency\":\"USD\" | \"currency\":840 | price.currency | a string",
        "\"currency\":\"USD\" | \"currency\":\"USD\",\"cents\":1 | price | without 'cents'",
        ",\"currency\":\"USD\" | `` | price | 'currency' is missing",
        "{\"amount\":\"1.00\",\"currency\":\"USD\"} | \"1.00 USD\" | price | Money is written as",
        "{\"amount\":\"1.00\",\"currency\":\"USD\"} | 1.00 | price | Money is written as"
      })
  void aWrongValueIsNamed(String good, String bad, String field, String words) {
    Answer answer = post(GOOD.replace(good, bad)).isProblem(400, "invalid-value");

    JsonNode error = answer.json().path("errors").path(0);
    assertThat(error.path("field").asString("")).isEqualTo(field);
    assertThat(error.path("pointer").asString(""))
        .isEqualTo('/' + field.replace("[", "/").replace("]", "").replace('.', '/'));
    assertThat(error.path("detail").asString("")).contains(words);
    assertThat(answer.detail()).contains("'" + field + "'");
    assertThat(answer.json().path("line").asInt()).isEqualTo(1);
    assertThat(answer.json().path("column").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | A body is required",
        "` ` | A body is required",
        "{ | ends too early",
        "{\"name\":\"tea | ends too early",
        "{\"name\":} | not JSON",
        "{'name':'tea'} | not JSON",
        "{\"name\":\"tea\",} | not JSON",
        "hello | not JSON",
        "{\"name\":NaN} | not JSON",
        "{\"name\":\"a\",\"name\":\"b\"} | uplicate",
        "[] | an object",
        "\"tea\" | an object",
        "7 | an object",
        "null | A body is required",
        "{\"name\":\"\\u0000\"} | NUL",
        "{\"name\":\"a\\\\\\u0000\"} | NUL",
        "{\"\\u0000\":1} | NUL",
        "{\"name\":\"\\ud800\"} | surrogate",
        "{\"name\":\"\\udc00\\ud800\"} | surrogate",
        "{\"name\":\"\\ud800x\"} | surrogate"
      })
  void aBodyThatCannotBeReadIsExplained(String body, String words) {
    assertThat(post(body).isProblem(400, "malformed-body").detail()).contains(words);
  }

  @Test
  void whatFollowsTheJsonIsRefused() {
    assertThat(post(GOOD + "{}").isProblem(400, "malformed-body").detail()).contains("goes on");
  }

  @Test
  void thePlaceOfASyntaxErrorIsGiven() {
    Answer answer = post("{\n  \"name\": tea\n}").isProblem(400, "malformed-body");

    assertThat(answer.json().path("line").asInt()).isEqualTo(2);
    assertThat(answer.json().path("column").asInt()).isBetween(10, 16);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] latin = "{\"name\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] nul = "{\"name\":\"a\u0000\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(bytes(latin).isProblem(400, "malformed-body").detail()).contains("UTF-8");
    assertThat(bytes(nul).isProblem(400, "malformed-body").detail()).contains("NUL");
    assertThat(bytes(latin).json().path("column").asInt()).isEqualTo(13);
  }

  @Test
  void anotherCharsetIsRefused() {
    Answer answer =
        browser
            .post(
                "/v1/things",
                "application/json;charset=UTF-16",
                BodyPublishers.ofString(GOOD, StandardCharsets.UTF_16))
            .as("7001")
            .header("Idempotency-Key", newKey())
            .send();

    assertThat(answer.isProblem(400, "malformed-body").detail()).contains("UTF-8");
  }

  @Test
  void escapesThatAreTextAreRead() {
    Answer answer = post(GOOD.replace("\"tea\"", "\"\\u00e9 \\ud83d\\ude00 \\\\u0000 \u00e9\""));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("name").asString())
        .isEqualTo("\u00e9 \uD83D\uDE00 \\u0000 \u00e9");
  }

  @Test
  void aDeeplyNestedBodyIsRefused() {
    assertThat(post("[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(post("{\"tags\":" + "[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(post("{\"name\":" + "{\"a\":".repeat(100_000)).status()).isEqualTo(400);
  }

  @Test
  void allViolationsAreListedAtOnce() {
    Answer answer =
        post("""
                {"name":" ","years":11,"kind":"TEA","tags":[{"text":"fine"},{"text":"much too long a word"}]}""")
            .isProblem(400, "validation-failed");

    assertThat(answer.json().path("errors").valueStream().map(e -> e.path("pointer").asString()))
        .containsExactlyInAnyOrder("/name", "/price", "/years", "/tags/1/text");
    assertThat(answer.detail()).contains("'years' must be less than or equal to 10");
  }

  @Test
  void aBadPathIdIsA400WithTheTypesOwnWords() {
    Answer answer = get("/v1/things/abc").isProblem(400, "invalid-value");

    assertThat(answer.detail()).contains("'id'", "A thing id is a number of 1 to 18 digits");
    assertThat(answer.json().path("errors").path(0).path("parameter").asString()).isEqualTo("id");
    get("/v1/things/99999999999999999999999").isProblem(400, "invalid-value");
    get("/v1/things/-1").isProblem(400, "invalid-value");
    get("/v1/things/1%20").isProblem(400, "invalid-value");
  }

  @Test
  void parametersAreChecked() {
    assertThat(get("/v1/count").isProblem(400, "missing-value").detail()).contains("'years'");
    assertThat(get("/v1/count?years=x").isProblem(400, "invalid-value").detail())
        .contains("'years'", "a whole number");
    get("/v1/count?years=99999999999").isProblem(400, "invalid-value");
    get("/v1/count?years=").isProblem(400, "invalid-value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%00", "%00", "%ff", "%c3", "%ed%a0%80", "%zz", "%"})
  void textInTheQueryThatCannotBeStoredIsRefused(String text) throws Exception {
    String answer =
        browser.raw(
            "GET /v1/echo?text=%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .formatted(text));

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("text");
  }

  @Test
  void textInAFormThatCannotBeStoredIsRefused() {
    Answer answer =
        browser
            .post(
                "/open/form",
                "application/x-www-form-urlencoded",
                BodyPublishers.ofString("name=a%00b"))
            .send()
            .isProblem(400, "invalid-value");

    assertThat(answer.detail()).contains("'name'", "NUL");
    browser
        .post(
            "/open/form", "application/x-www-form-urlencoded", BodyPublishers.ofString("name=%zz"))
        .send()
        .isProblem(400, "bad-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/things/%00",
        "/v1/things/%ff",
        "/v1/things/a%2Fb",
        "/v1//things",
        "/v1/things;a=b",
        "/v1/../things",
        "/v1/things/%",
        "/v1/things/<x>",
        "/v1/things/%5c"
      })
  void aSuspiciousAddressIsA4xxWithAProblem(String path) throws Exception {
    String answer =
        browser.raw(
            "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));

    assertThat(answer).matches("(?s)HTTP/1.1 40[01].*");
    assertThat(answer).contains("application/problem+json").doesNotContain("<html");
  }

  @Test
  void aHeaderThatCannotBeReadIsA400() throws Exception {
    String body = "{\"name\": \"new\"}";
    String answer =
        browser.raw(
            """
            PUT /v1/things/1 HTTP/1.1
            Host: localhost
            Connection: close
            Authorization: %s
            If-Match: "1\u0080"
            Content-Type: application/json
            Content-Length: %d

            %s"""
                .formatted(
                    TokenIssuer.shared().bearer("7001", "things.read", "things.write"),
                    body.length(),
                    body)
                .replace("\n", "\r\n"));

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json")
        .contains("header");
  }

  @Test
  void aHeaderThatIsTooLargeIsA4xx() throws Exception {
    String answer =
        browser.raw(
            "GET /v1/things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: %s\r\n\r\n"
                .formatted("x".repeat(20_000)));

    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("<html");
  }

  @Test
  void theWrongMethodSaysTheRightOnes() {
    Answer answer =
        browser
            .call("DELETE", "/v1/things/1")
            .as("7001")
            .send()
            .isProblem(405, "method-not-allowed");

    assertThat(answer.header("Allow")).contains("GET", "PUT");
    assertThat(answer.detail()).contains("GET");
  }

  @Test
  void theWrongMediaTypeSaysTheRightOne() {
    Answer answer =
        browser
            .post("/v1/things", "text/plain", BodyPublishers.ofString(GOOD))
            .as("7001")
            .header("Idempotency-Key", newKey())
            .send()
            .isProblem(415, "unsupported-media-type");

    assertThat(answer.detail()).contains("application/json");
  }

  @Test
  void aProblemIsAlwaysJsonWhateverTheClientAccepts() {
    browser
        .get("/v1/things/abc")
        .as("7001")
        .header("Accept", "text/html")
        .send()
        .isProblem(400, "invalid-value");
    browser
        .get("/v1/things")
        .as("7001", "things.read")
        .header("Accept", "application/xml")
        .send()
        .isProblem(406, "not-acceptable");
  }

  @Test
  void anUnknownPathIsA404() {
    get("/v1/nothing").isProblem(404, "not-found");
    get("/nothing.html").isProblem(404, "not-found");
  }

  @Test
  void aLostUpdateIsA412() {
    get("/v1/stale").isProblem(412, "precondition-failed");
  }

  @Test
  void anUnexpectedErrorHasAnIdThatIsInTheLogAndNothingElse(CapturedOutput log) {
    Answer answer = get("/v1/surprise").isProblem(500, "unexpected-error");

    String errorId = answer.json().path("errorId").asString("");
    assertThat(errorId).isNotBlank();
    assertThat(answer.response().body()).doesNotContain("secret");
    assertThat(log.getAll()).contains(errorId, "the secret of io.tierline.kit.shop");
  }

  @Test
  void aProblemCarriesItsTrace(CapturedOutput log) {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    Answer answer =
        browser
            .get("/v1/surprise")
            .as("7002")
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .send();

    assertThat(answer.json().path("traceId").asString()).isEqualTo(trace);
    assertThat(log.getAll()).containsPattern("\\[" + trace + " [0-9a-f]{16} 7002\\]");
  }

  @Test
  void nulNeverReachesTheDatabase() {
    assertThat(SellerScope.asSeller("7003", things::names)).isEmpty();
    Answer answer =
        browser
            .post("/v1/things", GOOD.replace("tea", "te\\u0000a"))
            .as("7003")
            .header("Idempotency-Key", newKey())
            .send();
    answer.isProblem(400, "malformed-body");
    assertThat(answer.json().path("column").asInt()).isEqualTo(12);
  }

  private Answer post(String body) {
    return browser.post("/v1/things", body).as("7001").header("Idempotency-Key", newKey()).send();
  }

  private Answer bytes(byte[] body) {
    return browser
        .post("/v1/things", "application/json", BodyPublishers.ofByteArray(body))
        .as("7001")
        .header("Idempotency-Key", newKey())
        .send();
  }

  private Answer get(String path) {
    return browser.get(path).as("7001").send();
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }
}
