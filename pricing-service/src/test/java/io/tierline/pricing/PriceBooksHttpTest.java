package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PriceBooksHttpTest extends OnRealServers {

  private SellerId operator = new SellerId(1);

  @BeforeEach
  void anOperatorExists() {
    operator = anOperator();
  }

  @Test
  @DisplayName("PR-1: what was set is read, with its ETag")
  void whatWasSetIsRead() {
    Answer empty = readBook(operator, "CUSTOMER").send();
    assertThat(empty.status()).isEqualTo(200);
    assertThat(empty.etag()).isEqualTo("\"0\"");
    assertThat(empty.json().path("currency").asString()).isEqualTo("USD");
    assertThat(empty.json().path("prices")).isEmpty();

    Answer saved =
        setPrices(
                operator,
                "CUSTOMER",
                prices(renewal("com", 0, "15.00"), renewal("みんな", 0, "20.00")))
            .ifMatch(empty.etag())
            .send();

    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    assertThat(saved.etag()).isEqualTo("\"1\"");
    assertThat(saved.json().path("changeSetId").asString()).isNotBlank();
    assertThat(saved.json().path("products")).hasSize(2);
    JsonNode book = readBook(operator, "CUSTOMER").ok();
    assertThat(book.path("version").asLong()).isEqualTo(1);
    assertThat(book.path("prices")).hasSize(2);
    assertThat(book.path("prices").get(0).path("perYear").path("amount").asString())
        .isEqualTo("15.00");
    assertThat(book.path("prices").get(1).path("product").asString()).isEqualTo("xn--q9jyb4c");
  }

  @Test
  @DisplayName("a change that has not seen the latest version is refused")
  void aStaleChangeIsRefused() {
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();

    assertThat(setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "14.00"))).send())
        .satisfies(
            answer -> {
              assertThat(answer.status()).isEqualTo(428);
              assertThat(answer.problem()).isEqualTo("precondition-required");
            });
    assertThat(
            setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "14.00")))
                .ifMatch("\"0\"")
                .send())
        .satisfies(
            answer -> {
              assertThat(answer.status()).isEqualTo(412);
              assertThat(answer.problem()).isEqualTo("precondition-failed");
            });
    assertThat(
            setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "14.00")))
                .ifMatch("3")
                .send()
                .status())
        .isEqualTo(400);
    assertThat(renewalPrice(operator)).isEqualTo("15.00");
  }

  @Test
  @DisplayName("of changes that saw the same version exactly one is saved")
  void oneOfManyIsSaved() throws Exception {
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    List<Callable<Integer>> changes =
        List.of("1", "2", "3", "4", "5", "6").stream()
            .<Callable<Integer>>map(
                price ->
                    () ->
                        setPrices(operator, "CUSTOMER", prices(renewal("com", 0, price)))
                            .ifMatch("\"1\"")
                            .send()
                            .status())
            .toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : threads.invokeAll(changes)) {
        statuses.add(status.get());
      }
      assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }
    assertThat(readBook(operator, "CUSTOMER").ok().path("version").asLong()).isEqualTo(2);
  }

  @Test
  @DisplayName("PR-1 PR-7: a refusal names field, rule and reason, and nothing is saved")
  void aRefusalSavesNothing() {
    Answer refused =
        setPrices(
                operator,
                "SUB_RESELLER",
                """
                {"currency": "USD",
                 "slabs": [{"number": 1, "receiptsAtLeast": {"amount": "1000", "currency": "USD"}}],
                 "prices": [%s, %s, %s]}
                """
                    .formatted(
                        renewal("net", 0, "11.00"),
                        renewal("com", 0, "9.00"),
                        renewal("com", 1, "9.01")))
            .send();

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("prices-refused");
    JsonNode refusal = refused.json().path("refusals").get(0);
    assertThat(refusal.path("code").asString()).isEqualTo("slab-price-rises");
    assertThat(refusal.path("field").asString()).isEqualTo("prices[2].perYear");
    assertThat(refusal.path("rule").asString()).isEqualTo("PR-7");
    assertThat(refusal.path("reason").asString()).isNotBlank();
    assertThat(readBook(operator, "SUB_RESELLER").ok().path("version").asLong()).isZero();
  }

  @Test
  @DisplayName("PR-6 PR-13: promos and fees are read as they were set, and can be sent back")
  void promosAndFeesAreRead() {
    JsonNode saved =
        setPrices(
                operator,
                "CUSTOMER",
                """
                {"currency": "USD", "prices": [%s, %s],
                 "promos": [{"name": "Autumn", "products": ["com", "みんな"], "actions": ["RENEW"],
                   "perYear": {"amount": "6.00", "currency": "USD"},
                   "from": "2026-11-27T00:00:00Z", "until": "2026-12-01T00:00:00Z"}],
                 "applicationFees": [{"product": "com", "amount": {"amount": "40.00", "currency": "USD"}}]}
                """
                    .formatted(renewal("com", 0, "15.00"), renewal("みんな", 0, "20.00")))
            .ok();
    assertThat(saved.path("products")).hasSize(2);

    JsonNode book = readBook(operator, "CUSTOMER").ok();
    JsonNode promo = book.path("promos").get(0);
    assertThat(book.path("promos")).hasSize(1);
    assertThat(promo.path("id").asString()).isNotBlank();
    assertThat(promo.path("products").toString()).isEqualTo("[\"com\",\"xn--q9jyb4c\"]");
    assertThat(promo.path("perYear").path("amount").asString()).isEqualTo("6.00");
    assertThat(book.path("applicationFees").get(0).path("amount").path("amount").asString())
        .isEqualTo("40.00");

    setPrices(
            operator,
            "CUSTOMER",
            """
            {"currency": "USD", "promos": [%s], "removeApplicationFees": ["com"]}
            """
                .formatted(promo))
        .ifMatch("\"1\"")
        .ok();
    JsonNode again = readBook(operator, "CUSTOMER").ok();
    assertThat(again.path("promos")).isEqualTo(book.path("promos"));
    assertThat(again.path("prices")).isEqualTo(book.path("prices"));
    assertThat(again.path("applicationFees")).isEmpty();
    JsonNode history =
        call("GET", "/v1/price-books/CUSTOMER/history?product=com")
            .as(operator, "prices.read")
            .ok()
            .path("items");
    assertThat(history.get(1).path("applicationFee").path("amount").asString()).isEqualTo("40.00");
    assertThat(history.get(0).path("applicationFee").isNull()).isTrue();
    assertThat(history.get(0).path("promos")).hasSize(1);
  }

  @Test
  @DisplayName("PR-20: a book is read as of any moment, and its history says who, when and why")
  void everyVersionIsKept() {
    Instant first = clock.instant();
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    clock.advance(Duration.ofHours(1));
    Instant later = clock.instant().plus(Duration.ofDays(1));
    setPrices(
            operator,
            "CUSTOMER",
            """
            {"currency": "USD", "reason": "spring 春", "effectiveFrom": "%s", "prices": [%s]}
            """
                .formatted(later, renewal("com", 0, "14.00")))
        .ifMatch("\"1\"")
        .ok();

    assertThat(renewalPrice(operator)).isEqualTo("15.00");
    assertThat(priceAt(operator, first)).isEqualTo("15.00");
    assertThat(priceAt(operator, later)).isEqualTo("14.00");
    assertThat(
            call("GET", "/v1/price-books/CUSTOMER?at=" + first.minusSeconds(1))
                .as(operator, "prices.read")
                .ok()
                .path("prices"))
        .isEmpty();
    JsonNode now = readBook(operator, "CUSTOMER").ok();
    assertThat(now.path("products")).hasSize(2);
    assertThat(now.path("products").get(1).path("scheduled").asBoolean()).isTrue();

    JsonNode history =
        call("GET", "/v1/price-books/CUSTOMER/history?product=com&limit=1")
            .as(operator, "prices.read")
            .ok();
    assertThat(history.path("items").get(0).path("reason").asString()).isEqualTo("spring 春");
    assertThat(history.path("items").get(0).path("recordedBy").asString())
        .isEqualTo("client-of-" + operator);
    JsonNode before =
        call(
                "GET",
                "/v1/price-books/CUSTOMER/history?limit=1&after=" + history.path("next").asString())
            .as(operator, "prices.read")
            .ok();
    assertThat(before.path("items").get(0).path("version").asLong()).isEqualTo(1);
    assertThat(before.path("next").isNull()).isTrue();
  }

  @Test
  @DisplayName("PR-4: the buyers' list, page by page")
  void theBuyersListIsPaged() {
    setPrices(
            operator,
            "CUSTOMER",
            prices(
                renewal("com", 0, "15.00"), renewal("jp", 0, "30.00"), renewal("net", 0, "16.00")))
        .ok();

    JsonNode page =
        call("GET", "/v1/price-lists/CUSTOMER?limit=2").as(operator, "prices.read").ok();
    assertThat(page.path("items")).hasSize(2);
    assertThat(page.path("items").get(0).path("rows")).hasSize(1);
    JsonNode next =
        call("GET", "/v1/price-lists/CUSTOMER?limit=2&after=" + page.path("next").asString())
            .as(operator, "prices.read")
            .ok();
    assertThat(next.path("items")).hasSize(1);
    assertThat(next.path("items").get(0).path("product").asString()).isEqualTo("net");
  }

  @Test
  @DisplayName("PR-1: one seller never sees or changes another's prices")
  void sellersDoNotSeeEachOther() {
    SellerId other = aPartnerOf(operator);
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();

    assertThat(readBook(other, "CUSTOMER").ok().path("prices")).isEmpty();
    setPrices(other, "CUSTOMER", prices(renewal("com", 0, "99.00"))).ok();

    assertThat(renewalPrice(operator)).isEqualTo("15.00");
    assertThat(
            call("GET", "/v1/price-books/CUSTOMER/history")
                .as(other, "prices.read")
                .ok()
                .path("items"))
        .hasSize(1);
  }

  @Test
  void aSellerPricingHasNotHeardOfIsToldSo() {
    Answer answer = setPrices(freshSeller(), "CUSTOMER", prices(renewal("com", 0, "15.00"))).send();

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("seller-unknown");
  }

  private String renewalPrice(SellerId seller) {
    return firstPrice(readBook(seller, "CUSTOMER").ok());
  }

  private String priceAt(SellerId seller, Instant at) {
    return firstPrice(
        call("GET", "/v1/price-books/CUSTOMER?at=" + at).as(seller, "prices.read").ok());
  }

  private static String firstPrice(JsonNode book) {
    return book.path("prices").get(0).path("perYear").path("amount").asString();
  }
}
