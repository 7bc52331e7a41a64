package io.tierline.notification;

import static io.tierline.notification.World.OPERATOR_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.testsupport.EndpointWalk;
import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HttpTest extends NotificationTest {

  private static final TokenIssuer TOKENS = TokenIssuer.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeEach
  void twoSellersWithNotices() {
    sql(
        """
        insert into seller (seller_id, parent_id, company, language, status, brand_name,
          support_email, primary_color, reply_to)
        values (1001, null, '%s', 'en', 'ACTIVE', '%s', 's@grandroot.example', null, 'r@grandroot.example'),
          (1002, 1001, 'さくら', 'ja', 'ACTIVE', 'さくら商店', 's@sakura.example', '#ffcc00', 'r@sakura.example')
        """
            .formatted(OPERATOR_NAME, OPERATOR_NAME));
    for (int i = 1; i <= 3; i++) {
      notice(1002, 500_000 + i, "SENT");
    }
    notice(1003, 500_009, "SENT");
  }

  @Test
  @DisplayName("NO-7 A seller looks up the fate of its notices")
  void aSellerLooksUpTheFateOfItsNotices() throws Exception {
    JsonNode page = read(get("/v1/notices?orderId=500002", bearer("1002")));
    assertThat(page.get("items")).hasSize(1);
    JsonNode notice = page.at("/items/0");
    assertThat(notice.get("fate").asString()).isEqualTo("SENT");
    assertThat(notice.get("orderId").asString()).isEqualTo("500002");
    assertThat(notice.get("settledAt").asString()).isEqualTo("2027-03-01T03:00:00Z");
    assertThat(notice.get("stage").asString()).isEqualTo("ONE_MONTH_BEFORE");
  }

  @Test
  void theListingIsPagedTheNewestFirst() throws Exception {
    JsonNode first = read(get("/v1/notices?limit=2", bearer("1002")));
    assertThat(first.get("items")).hasSize(2);
    assertThat(first.at("/items/0/orderId").asString()).isEqualTo("500003");
    JsonNode second =
        read(get("/v1/notices?limit=2&after=" + first.get("next").asString(), bearer("1002")));
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.at("/items/0/orderId").asString()).isEqualTo("500001");
    assertThat(second.path("next").isNull() || second.path("next").isMissingNode()).isTrue();
  }

  @Test
  @DisplayName("PR-1 Another seller's notices are not there")
  void anotherSellersNoticesAreNotThere() throws Exception {
    assertThat(read(get("/v1/notices?orderId=500009", bearer("1002"))).get("items")).isEmpty();
    assertThat(read(get("/v1/notices", bearer("4711"))).get("items")).isEmpty();
  }

  @Test
  void everyEndpointAsksForATokenThatHolds() {
    EndpointWalk walk = EndpointWalk.of(URI.create("http://localhost:" + port));
    assertThat(walk.endpoints()).extracting(EndpointWalk.Endpoint::path).contains("/v1/notices");
    assertThat(walk.visitAll(null, Map.of())).allMatch(visit -> visit.status() == 401);
    assertThat(walk.visitAll("Bearer " + TOKENS.expiredToken("1002", "notices.read"), Map.of()))
        .allMatch(visit -> visit.status() == 401);
    String ofNoSeller = "Bearer " + TOKENS.tokenOf(null).scopes("notices.read").mint();
    assertThat(walk.visitAll(ofNoSeller, Map.of())).allMatch(visit -> visit.status() == 403);
    assertThat(walk.visitAll(TOKENS.bearer("1002", "prices.read"), Map.of()))
        .allMatch(visit -> visit.status() == 403);
    walk.onlyTheOwnerFinds(
        bearer("1002"),
        bearer("4711"),
        Map.of("orderId", "500001"),
        "500001",
        "c@customer.example");
    assertThat(walk.visitAll(bearer("4711"), Map.of()))
        .allSatisfy(visit -> assertThat(visit.body()).doesNotContain("さくら", OPERATOR_NAME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/notices?orderId=abc",
        "/v1/notices?orderId=-1",
        "/v1/notices?orderId=99999999999999999999",
        "/v1/notices?after=%00",
        "/v1/notices?after=nonsense",
        "/v1/notices?limit=0",
        "/v1/notices?limit=100000"
      })
  void whatCannotBeReadIsRefusedWithWhatToDo(String path) throws Exception {
    HttpResponse<String> answer = get(path, bearer("1002"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
  }

  @Test
  @DisplayName("NO-4 A seller previews a letter in its own brand before anybody gets it")
  void aSellerPreviewsALetterInItsOwnBrand() throws Exception {
    JsonNode preview =
        read(
            post(
                "/v1/templates/renewal-reminder/preview",
                "{\"language\":\"ja\",\"stage\":\"ONE_WEEK_BEFORE\"}",
                bearer("1002")));
    assertThat(preview.get("subject").asString()).contains("更新期限間近");
    assertThat(preview.get("text").asString()).contains("さくら商店", "s@sakura.example");
    assertThat(preview.get("html").asString()).contains("background:#ffcc00;color:#000000");
    assertThat(preview.at("/headers/From").asString())
        .isEqualTo("\"さくら商店\" <reminders@" + NEUTRAL_DOMAIN + ">");
    assertThat(preview.toString()).doesNotContain(OPERATOR_NAME);
    assertThat(mails()).isEmpty();
    assertThat(
            read(post(
                    "/v1/templates/account-active/preview",
                    "{\"language\":\"en\"}",
                    bearer("1002")))
                .get("subject")
                .asString())
        .isEqualTo("Your partner account with さくら商店 is ready");
  }

  @Test
  void previewsThatCannotBeAreRefused() throws Exception {
    assertThat(post("/v1/templates/nonsense/preview", "{}", bearer("1002")).statusCode())
        .isEqualTo(404);
    assertThat(
            post("/v1/templates/renewal-reminder/preview", "{\"language\":\"fr\"}", bearer("1002"))
                .statusCode())
        .isEqualTo(400);
    HttpResponse<String> unknown =
        post("/v1/templates/renewal-reminder/preview", "{}", bearer("4711"));
    assertThat(unknown.statusCode()).isEqualTo(409);
    assertThat(unknown.body()).contains("urn:tierline:problem:brand-not-known-yet");
  }

  @Test
  void whatIsWatchedCanBeScraped() throws Exception {
    round.run();
    assertThat(get("/actuator/prometheus", null).body())
        .contains(
            "tierline_notification_reminders_due_total",
            "tierline_notification_oldest_queued_age_seconds",
            "tierline_notification_reminders_incomplete",
            "tierline_notification_knowledge_age_seconds");
  }

  private static String bearer(String seller) {
    return TOKENS.bearer(seller, "notices.read");
  }

  private JsonNode read(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  private HttpResponse<String> get(String path, @Nullable String authorization)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)), authorization);
  }

  private HttpResponse<String> post(String path, String body, String authorization)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        authorization);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static HttpResponse<String> send(
      HttpRequest.Builder request, @Nullable String authorization)
      throws IOException, InterruptedException {
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void notice(long seller, long order, String state) {
    sql(
        """
        insert into notice (seller_id, kind, order_id, customer_id, domain_name, expires_at, stage,
          opens_at, closes_at, useful_until, queued_at, send_at, settled_at, state, attempts, recipient)
        values (%d, 'renewal-reminder', %d, 20001, 'example.com', '2027-04-01T00:00:00Z',
          'ONE_MONTH_BEFORE', '2027-02-25T00:00:00Z', '2027-03-06T00:00:00Z', '2027-03-20T00:00:00Z',
          '2027-03-01T00:00:00Z', '2027-03-01T03:00:00Z', '2027-03-01T03:00:00Z', '%s', 1, 'c@customer.example')
        """
            .formatted(seller, order, state));
  }
}
