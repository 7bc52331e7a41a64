package io.tierline.storefront.shop;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.PriceLists;
import io.tierline.storefront.PriceTopic;
import io.tierline.storefront.SettableClock;
import io.tierline.storefront.Tlds;
import io.tierline.testsupport.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("servers")
class ShopTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock(NOON);
  private final PriceTopic topic = PriceTopic.create(TestServers.broker().bootstrapServers());
  private final Shop shop;

  ShopTest() throws IOException {
    String bootstrapServers = TestServers.broker().bootstrapServers();
    shop =
        Shop.open(
            ShopSettings.of(bootstrapServers, SELLER)
                .withName("Fish & <Chips>")
                .withPrices(
                    PriceCacheSettings.following(bootstrapServers, SELLER)
                        .withSystemClock(clock)
                        .withBusinessClock(clock)));
  }

  @BeforeEach
  void pricesAreThere() {
    topic
        .publish(
            PriceLists.of("com")
                .tenures(1, 3)
                .with(REGISTER, 0, 1, "10.00")
                .with(REGISTER, 0, 2, "9.00")
                .with(RENEW, 0, 1, "1234.50")
                .version(7)
                .published())
        .publish(PriceLists.of("xn--q9jyb4c").in("JPY").with(RENEW, 0, 1, "1500").published())
        .publish(PriceLists.of("<script>alert(1)</script>").renewingAt("1.00").published())
        .everythingIsSentUpTo(NOON);
    await().until(() -> shop.prices().isFresh(SELLER));
  }

  @AfterEach
  void close() {
    shop.close();
    topic.close();
    http.close();
  }

  @Test
  @DisplayName("PR-16: prices, their version and how fresh they are, as JSON")
  void pricesAsJson() {
    HttpResponse<String> answer = get("prices.json", "en");
    JsonNode document = JSON.readTree(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(document.at("/freshAsOf").asString()).isEqualTo(NOON.toString());
    assertThat(document.at("/priceVersion").asLong()).isEqualTo(7);
    assertThat(document.at("/seller").asString()).isEqualTo("1001");
    assertThat(document.at("/products/1"))
        .isEqualTo(
            JSON.readTree(
                """
                {"product":"com","rows":[
                  {"action":"REGISTER","years":1,"kind":"USUAL",
                   "perYear":{"amount":"10.00","currency":"USD"},"usualPerYear":null,
                   "applicationFee":{"amount":"0.00","currency":"USD"},
                   "total":{"amount":"10.00","currency":"USD"}},
                  {"action":"REGISTER","years":2,"kind":"USUAL",
                   "perYear":{"amount":"9.00","currency":"USD"},"usualPerYear":null,
                   "applicationFee":{"amount":"0.00","currency":"USD"},
                   "total":{"amount":"18.00","currency":"USD"}},
                  {"action":"REGISTER","years":3,"kind":"USUAL",
                   "perYear":{"amount":"9.00","currency":"USD"},"usualPerYear":null,
                   "applicationFee":{"amount":"0.00","currency":"USD"},
                   "total":{"amount":"27.00","currency":"USD"}},
                  {"action":"RENEW","years":1,"kind":"USUAL",
                   "perYear":{"amount":"1234.50","currency":"USD"},"usualPerYear":null,
                   "applicationFee":{"amount":"0.00","currency":"USD"},
                   "total":{"amount":"1234.50","currency":"USD"}}],
                 "priceVersion":7,"shownSince":"2026-11-21T12:00:00Z"}
                """));
  }

  @Test
  @DisplayName("PR-4: a page of prices that multi-year rows do not clutter")
  void aPageOfPrices() {
    HttpResponse<String> page = get("", "en-GB,en;q=0.8");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("<html lang=\"en\">", ".com", "Register", "2 years", "$18.00", "$1,234.50")
        .contains(".みんな")
        .containsOnlyOnce("Renew</td><td>1 year</td><td class=\"amount\">$1,234.50");
  }

  @Test
  @DisplayName(
      "PR-6, PR-13: a promo beside the price it takes the place of, and the fee in a total")
  void promosAndFeesAreShown() {
    topic
        .list(Tlds.of("tokyo").sunrise(NOON, NOON.plusSeconds(60)).listed())
        .publish(
            PriceLists.of("tokyo")
                .with(REGISTER, 0, 1, "10.00")
                .promo("6.00", NOON, NOON.plusSeconds(60))
                .applicationFee("80.00")
                .published());
    await().until(() -> get("prices.json", "en").body().contains("tokyo"));

    assertThat(get("?q=tokyo", "en").body())
        .contains("<s>$10.00</s> <strong>$6.00</strong>")
        .contains("$86.00<br><small>with an application fee of $80.00</small>");
    assertThat(get("?q=tokyo", "ja").body()).contains("申請料 $80.00 を含む");
    JsonNode row = JSON.readTree(get("prices.json", "en").body()).at("/products/2/rows/0");
    assertThat(row.path("kind").asString()).isEqualTo("PROMO");
    assertThat(row.at("/usualPerYear/amount").asString()).isEqualTo("10.00");
  }

  @Test
  void aPageInJapanese() {
    HttpResponse<String> page = get("", "ja");

    assertThat(page.body())
        .contains("<html lang=\"ja\">", "ドメイン料金表", "新規登録", "2年", ".みんな", "￥1,500");
  }

  @Test
  void nothingThatComesFromOutsideIsMarkup() {
    HttpResponse<String> page = get("?q=%22%3E%3Cscript%3E", "en");

    assertThat(page.body())
        .doesNotContain("<script", "<Chips>")
        .contains("Fish &amp; &lt;Chips&gt;", "value=\"&quot;&gt;&lt;script&gt;\"");
    assertThat(get("", "en").body())
        .doesNotContain("<script")
        .contains(".&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void anEndingCanBeLookedFor() {
    assertThat(get("?q=.COM", "en").body()).contains(">.com<").doesNotContain(".みんな");
    assertThat(get("?q=%E3%81%BF%E3%82%93", "en").body()).contains(".みんな").doesNotContain(">.com<");
    assertThat(get("?q=nothing", "en").body()).contains("No ending matches.");
  }

  @Test
  @DisplayName("PR-16: without word from pricing, 503 and a sentence instead of a price")
  void nothingIsShownThatCannotBeVouchedFor() {
    clock.advance(Duration.ofSeconds(3));

    HttpResponse<String> document = get("prices.json", "en");
    assertThat(document.statusCode()).isEqualTo(503);
    assertThat(document.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(JSON.readTree(document.body()).at("/type").asString())
        .isEqualTo("urn:tierline:problem:prices-unvouched");
    assertThat(document.body()).contains("The pricing service has not been heard from lately.");

    HttpResponse<String> page = get("", "ja");
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("現在、料金を表示できません").doesNotContain("￥", "$");
  }

  @Test
  void otherAddressesAndMethodsAreAnsweredClearly() throws Exception {
    assertThat(get("admin", "en").statusCode()).isEqualTo(404);
    HttpResponse<String> posted =
        http.send(
            HttpRequest.newBuilder(shop.address()).POST(BodyPublishers.ofString("x")).build(),
            BodyHandlers.ofString());
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
    HttpResponse<String> head =
        http.send(HttpRequest.newBuilder(shop.address()).HEAD().build(), BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void argumentsAreUnderstoodOrExplained() {
    assertThat(ShopArguments.parse(List.of("--bootstrap", "b:9092", "--seller", "1001")))
        .isInstanceOf(ShopArguments.Understood.class);
    assertThat(
            List.of(
                ShopArguments.parse(List.of()),
                ShopArguments.parse(List.of("--seller")),
                ShopArguments.parse(List.of("--colour", "blue")),
                ShopArguments.parse(List.of("--bootstrap", "b:9092", "--seller", "me")),
                ShopArguments.parse(
                    List.of("--bootstrap", "b:9092", "--seller", "1001", "--port", "99999")),
                ShopArguments.parse(
                    List.of("--bootstrap", "b:9092", "--seller", "1001", "--language", "tlh"))))
        .containsExactly(
            new ShopArguments.Misunderstood("Both --bootstrap and --seller are needed"),
            new ShopArguments.Misunderstood("A value is missing after --seller"),
            new ShopArguments.Misunderstood("Unknown option: --colour"),
            new ShopArguments.Misunderstood("A seller id is a number of 1 to 18 digits"),
            new ShopArguments.Misunderstood("A port is between 0 and 65535, not 99999"),
            new ShopArguments.Misunderstood("The shop speaks en and ja, not tlh"));
  }

  private HttpResponse<String> get(String path, String language) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(shop.address() + path))
              .header("Accept-Language", language)
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
