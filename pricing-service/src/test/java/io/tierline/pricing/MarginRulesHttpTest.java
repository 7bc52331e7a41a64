package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MarginRulesHttpTest extends OnRealServers {

  @Test
  @DisplayName("PR-12 PR-20: none at first; the whole list is replaced, and every version is kept")
  void theWholeListIsReplaced() {
    SellerId seller = anOperator();
    assertThat(read(seller, "").send().etag()).isEqualTo("\"0\"");
    assertThat(read(seller, "").ok().path("rules")).isEmpty();
    set(seller, rule("'*.uk', 'com'", "{'percentOfCost': '20'}")).ok();
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    String other =
        rule(
            "'*'",
            "{'slab': 0, 'perYear': {'amount': '1.50', 'currency': 'USD'}}, {'slab': 3, 'percentOfCost': '2.5'}");
    assertThat(set(seller, other).send().status()).isEqualTo(428);
    assertThat(set(seller, other).ifMatch("\"0\"").send().status()).isEqualTo(412);
    set(seller, other).ifMatch("\"1\"").ok();

    JsonNode now = read(seller, "").ok();
    assertThat(now.path("version").asLong()).isEqualTo(2);
    JsonNode margins = now.path("rules").get(0).path("margins");
    assertThat(margins.get(0).path("perYear").path("amount").asString()).isEqualTo("1.50");
    assertThat(margins.get(1).path("slab").asInt()).isEqualTo(3);
    assertThat(margins.get(1).path("percentOfCost").asString()).isEqualTo("2.5");
    JsonNode past = read(seller, "?at=" + then).ok().path("rules").get(0);
    assertThat(past.path("search").toString()).isEqualTo("[\"*.uk\",\"com\"]");
    assertThat(past.path("state").asString()).isEqualTo("ON");
    assertThat(past.path("rounding").path("afterPoint").asString()).isEqualTo("99");
    JsonNode history = read(seller, "/history").ok().path("items");
    assertThat(history).hasSize(2);
    assertThat(history.get(0).path("reason").asString()).isEqualTo("because");
    assertThat(
            call("GET", "/v1/margin-rules/CUSTOMER").as(seller, "prices.read").ok().path("version"))
        .hasToString("0");
    assertThat(read(aPartnerOf(seller), "").ok().path("rules")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'nosuchtld' | {'percentOfCost': '20'} | rules[0].search[0] | nothing-found",
        "'a b' | {'percentOfCost': '20'} | rules[0].search[0] | search-unreadable",
        "'com' | {'slab': 1, 'percentOfCost': '20'} | rules[0].margins | margin-missing",
        "'com' | {'percentOfCost': '-101'} | rules[0].margins[0].percentOfCost | margin-out-of-range",
        "'com' | {'perYear': {'amount': '1', 'currency': 'EUR'}} | rules[0].margins[0].perYear.currency | other-currency",
        "'com' | {} | rules[0].margins[0] | margin-unclear",
        "'com' | {'percentOfCost': '20'}, {'slab': 1000, 'percentOfCost': '1'} | rules[0].margins[1].slab | slab-unknown"
      })
  @DisplayName("PR-10 PR-12: a bad rule is refused with its field, and nothing is saved")
  void aBadRuleIsRefused(String search, String margins, String field, String code) {
    SellerId seller = anOperator();

    Answer refused = set(seller, rule(search, margins)).send();

    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.json().path("refusals").get(0).path("field").asString()).isEqualTo(field);
    assertThat(refused.json().path("refusals").get(0).path("code").asString()).isEqualTo(code);
    assertThat(read(seller, "").ok().path("version").asLong()).isZero();
  }

  private Call read(SellerId seller, String rest) {
    return call("GET", "/v1/margin-rules/SUB_RESELLER" + rest).as(seller, "prices.read");
  }

  private Call set(SellerId seller, String rule) {
    return call("PUT", "/v1/margin-rules/SUB_RESELLER")
        .as(seller, "prices.write")
        .body("{\"reason\": \"because\", \"rules\": [%s]}".formatted(rule));
  }

  private static String rule(String search, String margins) {
    return "{'state': 'ON', 'search': [%s], 'actions': ['RENEW'], 'margins': [%s], 'rounding': {'afterPoint': '99'}}"
        .formatted(search, margins)
        .replace('\'', '"');
  }
}
