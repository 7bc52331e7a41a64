package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRates.Conversion.Converted;
import io.tierline.pricing.engine.ExchangeRates.Conversion.RateMissing;
import io.tierline.pricing.rates.ReadRates;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ExchangeRatesHttpTest extends OnRealServers {

  @Autowired private ReadRates readRates;

  @Test
  @DisplayName("PR-18: the whole tree reads its operator's rates with source and date, nobody else")
  void theWholeTreeReadsTheRates() {
    SellerId operator = anOperator();
    SellerId sub = aPartnerOf(aPartnerOf(operator));
    rate(operator, "USD", "EUR", "0.8614", today()).ok();

    JsonNode read = call("GET", "/v1/exchange-rates").as(sub, "prices.read").ok();

    assertThat(read.path("maxAgeDays").asInt()).isEqualTo(7);
    assertThat(read.path("rates")).hasSize(1);
    assertThat(read.path("rates").get(0).path("rate").asString()).isEqualTo("0.8614");
    assertThat(read.path("rates").get(0).path("source").asString()).isEqualTo("ECB");
    assertThat(read.path("rates").get(0).path("day").asString()).isEqualTo(today().toString());
    assertThat(call("GET", "/v1/exchange-rates").as(anOperator(), "prices.read").ok().path("rates"))
        .isEmpty();
  }

  @Test
  @DisplayName("PR-18: rates are the operator's, not a partner's")
  void ratesAreTheOperators() {
    SellerId partner = aPartnerOf(anOperator());

    assertThat(
            call("PUT", "/v1/exchange-rates/USD/EUR")
                .as(partner, "prices.write")
                .body(json("0.8614", today()))
                .send()
                .status())
        .isEqualTo(403);
    assertThat(rate(partner, "USD", "EUR", "0.8614", today()).send().status()).isEqualTo(409);
  }

  @Test
  @DisplayName("PR-18: every rate is kept; the next change names the version it has seen")
  void everyRateIsKept() {
    SellerId operator = anOperator();
    assertThat(rate(operator, "USD", "JPY", "150", today()).send().etag()).isEqualTo("\"1\"");

    assertThat(rate(operator, "USD", "JPY", "151", today()).send().status()).isEqualTo(428);
    assertThat(rate(operator, "USD", "JPY", "151", today()).ifMatch("\"0\"").send().status())
        .isEqualTo(412);
    rate(operator, "USD", "JPY", "151.5", today()).ifMatch("\"1\"").ok();

    Answer history = call("GET", "/v1/exchange-rates/USD/JPY").as(operator, "prices.read").send();
    assertThat(history.etag()).isEqualTo("\"2\"");
    assertThat(history.json().path("items").get(0).path("rate").asString()).isEqualTo("151.5");
    assertThat(history.json().path("items").get(1).path("rate").asString()).isEqualTo("150");
    JsonNode second =
        call(
                "GET",
                "/v1/exchange-rates/USD/JPY?limit=1&after="
                    + call("GET", "/v1/exchange-rates/USD/JPY?limit=1")
                        .as(operator, "prices.read")
                        .ok()
                        .path("next")
                        .asString())
            .as(operator, "prices.read")
            .ok();
    assertThat(second.path("items").get(0).path("version").asLong()).isEqualTo(1);
    assertThat(second.path("next").isNull()).isTrue();
  }

  @Test
  @DisplayName("PR-18: of two instances that record a rate at once the second is told")
  void theSecondEditorIsTold() throws Exception {
    SellerId operator = anOperator();
    Callable<Integer> editor =
        () -> rate(operator, "USD", "EUR", "0.86", today()).ifMatch("\"0\"").send().status();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses =
          threads.invokeAll(List.of(editor, editor, editor)).stream()
              .map(Future::resultNow)
              .toList();
      assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412);
    }
  }

  @Test
  @DisplayName("PR-18: a missing or too old rate is named with its newest day, never 0 or 1")
  void aMissingRateIsNamed() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator, "EUR");
    rate(operator, "USD", "EUR", "0.86", today().minusDays(8)).ok();

    assertThat(convert(partner, "USD 10.00", CurrencyUnit.EUR))
        .isEqualTo(new RateMissing(CurrencyUnit.USD, CurrencyUnit.EUR, today().minusDays(8)));
    assertThat(convert(partner, "EUR 10.00", CurrencyUnit.USD))
        .isEqualTo(new RateMissing(CurrencyUnit.EUR, CurrencyUnit.USD, null));

    rate(operator, "USD", "EUR", "0.87", today().minusDays(7)).ifMatch("\"1\"").ok();
    assertThat(convert(partner, "USD 10.00", CurrencyUnit.EUR))
        .isInstanceOfSatisfying(
            Converted.class,
            converted -> assertThat(converted.amount()).isEqualTo(Money.parse("EUR 8.70")));
  }

  @Test
  @DisplayName("PR-20: a past moment is converted at the rate that was known then")
  void aPastMomentHasItsRate() {
    SellerId operator = anOperator();
    rate(operator, "USD", "EUR", "0.86", today()).ok();
    Instant then = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    rate(operator, "USD", "EUR", "0.90", today()).ifMatch("\"1\"").ok();

    assertThat(
            asSeller(
                operator,
                () ->
                    readRates
                        .at(operator, then)
                        .convert(
                            Money.parse("USD 1.00"), CurrencyUnit.EUR, then, RoundingMode.HALF_UP)))
        .isInstanceOfSatisfying(
            Converted.class,
            converted -> assertThat(converted.amount()).isEqualTo(Money.parse("EUR 0.86")));
  }

  @ParameterizedTest
  @CsvSource({
    "USD, USD, 1, 0, rate-to-itself",
    "USD, DOLLARS, 1, 0, currency-unknown",
    "USD, EUR, 0, 0, rate-unusable",
    "USD, EUR, -1, 0, rate-unusable",
    "USD, EUR, 1e9, 0, rate-unusable",
    "USD, EUR, 0.0000000000001, 0, rate-unusable",
    "USD, EUR, 1, 1, rate-of-the-future",
    "USD, EUR, 1, -4000, rate-day-too-old"
  })
  @DisplayName("PR-18: a bad rate is refused with its field")
  void aBadRateIsRefused(String from, String to, String rate, int days, String code) {
    Answer refused = rate(anOperator(), from, to, rate, today().plusDays(days)).send();

    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.json().path("refusals").get(0).path("code").asString()).isEqualTo(code);
    assertThat(refused.json().path("refusals").get(0).path("rule").asString()).isEqualTo("PR-18");
  }

  private Object convert(SellerId seller, String amount, CurrencyUnit to) {
    return asSeller(
        seller,
        () ->
            readRates
                .at(seller, clock.instant())
                .convert(Money.parse(amount), to, clock.instant(), RoundingMode.HALF_UP));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private Call rate(SellerId operator, String from, String to, String rate, LocalDate day) {
    return call("PUT", "/v1/exchange-rates/%s/%s".formatted(from, to))
        .as(operator, "operator")
        .body(json(rate, day));
  }

  private static String json(String rate, LocalDate day) {
    return "{\"rate\": \"%s\", \"day\": \"%s\", \"source\": \"ECB\"}".formatted(rate, day);
  }
}
