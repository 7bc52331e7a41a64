package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TaxRulesHttpTest extends OnRealServers {

  @Test
  @DisplayName("PR-17 PR-20: the whole list is replaced; every version is kept")
  void theWholeListIsReplaced() {
    SellerId seller = anOperator();
    assertThat(call("GET", "/v1/tax-rules").as(seller, "prices.read").send().etag())
        .isEqualTo("\"0\"");
    taxes(seller, tax("GST", "SG", null, "9")).ok();
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    assertThat(taxes(seller, tax("GST", "SG", null, "10")).send().status()).isEqualTo(428);
    assertThat(taxes(seller, tax("GST", "SG", null, "10")).ifMatch("\"0\"").send().status())
        .isEqualTo(412);
    taxes(seller, tax("GST", "CA", null, "5"), tax("QST", "CA", "QC", "9.975"))
        .ifMatch("\"1\"")
        .ok();

    JsonNode now = call("GET", "/v1/tax-rules").as(seller, "prices.read").ok();
    JsonNode past = call("GET", "/v1/tax-rules?at=" + then).as(seller, "prices.read").ok();
    JsonNode history = call("GET", "/v1/tax-rules/history").as(seller, "prices.read").ok();

    assertThat(now.path("version").asLong()).isEqualTo(2);
    assertThat(now.path("taxes").get(1).path("region").asString()).isEqualTo("QC");
    assertThat(now.path("taxes").get(1).path("ratePercent").asString()).isEqualTo("9.975");
    assertThat(past.path("taxes")).hasSize(1);
    assertThat(past.path("taxes").get(0).path("ratePercent").asString()).isEqualTo("9");
    assertThat(history.path("items")).hasSize(2);
    assertThat(history.path("items").get(0).path("reason").asString()).isEqualTo("because");
  }

  @Test
  @DisplayName("PR-17: another seller sees none of my taxes, and an empty list takes them away")
  void taxesAreTheSellersOwn() {
    SellerId seller = anOperator();
    taxes(seller, tax("GST", "SG", null, "9")).ok();

    assertThat(
            call("GET", "/v1/tax-rules").as(aPartnerOf(seller), "prices.read").ok().path("taxes"))
        .isEmpty();
    taxes(seller).ifMatch("\"1\"").ok();
    assertThat(call("GET", "/v1/tax-rules").as(seller, "prices.read").ok().path("taxes")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "' ', SG, , 9, name-unusable",
    "GST, XX, , 9, country-unknown",
    "GST, sg, , 9, country-unknown",
    "GST, CA, QUEB, 9, region-unreadable",
    "GST, SG, , 100.1, tax-rate-out-of-range",
    "GST, SG, , -1, tax-rate-out-of-range",
    "GST, SG, , 1.00001, tax-rate-out-of-range",
    "GST, SG, , 1e1, tax-rate-out-of-range"
  })
  @DisplayName("PR-17: a bad tax is refused with its field, and nothing is saved")
  void aBadTaxIsRefused(
      String name, String country, @Nullable String region, String rate, String code) {
    SellerId seller = anOperator();

    Answer refused = taxes(seller, tax(name, country, region, rate)).send();

    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.json().path("refusals").get(0).path("code").asString()).isEqualTo(code);
    assertThat(refused.json().path("refusals").get(0).path("field").asString())
        .startsWith("taxes[0].");
    assertThat(call("GET", "/v1/tax-rules").as(seller, "prices.read").ok().path("version").asLong())
        .isZero();
  }

  private Call taxes(SellerId seller, String... taxes) {
    return call("PUT", "/v1/tax-rules")
        .as(seller, "prices.write")
        .body("{\"reason\": \"because\", \"taxes\": [%s]}".formatted(String.join(",", taxes)));
  }

  private static String tax(String name, String country, @Nullable String region, String rate) {
    return """
        {"name": "%s", "country": "%s", "region": %s, "kinds": ["TLD"], "ratePercent": "%s",
         "basis": "SIMPLE"}
        """
        .formatted(name, country, region == null ? "null" : "\"" + region + "\"", rate);
  }
}
