package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.draft.DraftResult;
import io.tierline.pricing.draft.PublishDraft;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class DraftsHttpTest extends OnRealServers {

  @Autowired private PublishDraft publishDraft;
  private SellerId operator = new SellerId(1);

  @BeforeEach
  void anOperatorSellsCom() {
    operator = anOperator();
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "15.00"), renewal("net", 0, "16.00")))
        .ok();
  }

  @Test
  @DisplayName("PR-20 draft, preview, publish, history: each shows what the one before did")
  void aDraftIsPreviewedAndPublished() {
    Answer created =
        draft("{\"change\": %s, \"reason\": \"spring\"}".formatted(prices(renewal("com", 0, "9"))));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(created.etag()).isEqualTo("\"1\"");
    assertThat(created.json().path("baseVersion").asLong()).isEqualTo(1);
    String id = created.json().path("id").asString();
    assertThat(read("").ok().path("items").get(0).path("id").asString()).isEqualTo(id);
    JsonNode change = read("/" + id).ok().path("change");
    assertThat(change.path("prices").get(0).path("perYear").path("amount").asString())
        .isEqualTo("9");

    JsonNode preview = read("/" + id + "/preview").ok();
    assertThat(preview.path("changesTotal").asInt()).isEqualTo(1);
    assertThat(preview.path("bookMovedOn").asBoolean()).isFalse();
    JsonNode com = preview.path("changes").path("items").get(0);
    assertThat(com.path("price").path("product").asString()).isEqualTo("com");
    assertThat(com.path("before").path("amount").asString()).isEqualTo("15.00");
    assertThat(com.path("after").path("amount").asString()).isEqualTo("9.00");
    assertThat(com.path("marginBefore").path("amount").path("amount").asString()).isEqualTo("4.74");
    assertThat(com.path("marginAfter").path("amount").path("amount").asString()).isEqualTo("-1.26");
    assertThat(preview.path("warnings").toString())
        .contains("at-or-below-cost")
        .contains("sold-without-price");

    assertThat(publish(id, "\"1\"").status()).isEqualTo(200);

    JsonNode latest =
        call("GET", "/v1/price-books/CUSTOMER/history")
            .as(operator, "prices.read")
            .ok()
            .path("items")
            .get(0);
    assertThat(latest.path("reason").asString()).isEqualTo("spring");
    assertThat(latest.path("prices").get(0).path("perYear").path("amount").asString())
        .isEqualTo("9.00");
    assertThat(read("/" + id).send().status()).isEqualTo(404);
  }

  @Test
  @DisplayName("PR-20 a draft whose book moved on is told so, rebased, and published then")
  void aDraftIsRebased() {
    String id =
        draft("{\"change\": %s}".formatted(prices(renewal("com", 0, "9"))))
            .json()
            .path("id")
            .asString();
    setPrices(operator, "CUSTOMER", prices(renewal("net", 0, "17.00"))).ifMatch("\"1\"").ok();

    Answer refused = publish(id, "\"1\"");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("book-moved-on");
    assertThat(read("/" + id + "/preview").ok().path("bookMovedOn").asBoolean()).isTrue();

    JsonNode rebased = write("POST", "/" + id + "/rebase").ifMatch("\"1\"").ok();
    assertThat(rebased.path("baseVersion").asLong()).isEqualTo(2);
    assertThat(publish(id, "\"1\"").status()).isEqualTo(412);
    assertThat(publish(id, "\"2\"").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("PR-20 of two editors of one draft the second is told")
  void theSecondEditorIsTold() {
    String id =
        draft("{\"change\": %s}".formatted(prices(renewal("com", 0, "9"))))
            .json()
            .path("id")
            .asString();
    String body = prices(renewal("com", 0, "12"));

    assertThat(write("PUT", "/" + id).body(body).send().status()).isEqualTo(428);
    assertThat(write("PUT", "/" + id).ifMatch("\"1\"").body(body).send().etag()).isEqualTo("\"2\"");
    assertThat(write("PUT", "/" + id).ifMatch("\"1\"").body(body).send().status()).isEqualTo(412);
    assertThat(write("DELETE", "/" + id).ifMatch("\"1\"").send().status()).isEqualTo(412);
    assertThat(write("DELETE", "/" + id).ifMatch("\"2\"").send().status()).isEqualTo(204);
  }

  @Test
  @DisplayName("PR-10 PR-11 an operator's prices by margin come from its registries' costs")
  void pricesByMargin() {
    Answer created =
        draft(
            """
            {"margin": {"search": [".COM"], "actions": ["RENEW"],
                        "margins": [{"slab": 0, "percentOfCost": "20"}],
                        "rounding": {"afterPoint": "99"}}}
            """);

    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(
            created
                .json()
                .path("change")
                .path("prices")
                .get(0)
                .path("perYear")
                .path("amount")
                .asString())
        .isEqualTo("11.99");
  }

  @Test
  @DisplayName("PR-10 PR-18 a partner's cost is its parent's price, and never taken without a rate")
  void aPartnersCostIsItsParentsPrice() {
    setPrices(
            operator,
            "SUB_RESELLER",
            """
            {"currency": "USD",
             "promos": [{"name": "Sale", "products": ["com"], "actions": ["RENEW"],
               "perYear": {"amount": "1.00", "currency": "USD"},
               "from": "2026-11-01T00:00:00Z", "until": "%s"}],
             "prices": [%s]}
            """
                .formatted(tomorrow(), renewal("com", 0, "12.00")))
        .ok();
    SellerId partner = aPartnerOf(operator);
    SellerId inYen = aPartnerOf(operator, "JPY");
    String body =
        """
        {"margin": {"search": ["%s"], "actions": ["RENEW"],
                    "margins": [{"perYear": {"amount": "3", "currency": "%s"}}]}}
        """;

    Answer dollars = draft(partner, body.formatted("com", "USD"));
    assertThat(dollars.status()).as(dollars.body()).isEqualTo(201);
    assertThat(dollars.json().path("change").path("prices").get(0).path("perYear").toString())
        .contains("15.00");

    for (Answer refused :
        List.of(
            draft(inYen, body.formatted("com", "JPY")),
            draft(partner, body.formatted("net", "USD")))) {
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.json().path("refusals").get(0).path("code").asString())
          .isEqualTo("cost-unknown");
    }
  }

  @Test
  @DisplayName("PR-20 prices go back to what they were")
  void pricesGoBack() {
    setPrices(operator, "CUSTOMER", prices(renewal("com", 0, "14.00"))).ifMatch("\"1\"").ok();

    String id = draft("{\"rollbackTo\": {\"version\": 1}}").json().path("id").asString();
    publish(id, "\"1\"");

    assertThat(
            readBook(operator, "CUSTOMER")
                .ok()
                .path("prices")
                .get(0)
                .path("perYear")
                .path("amount")
                .asString())
        .isEqualTo("15.00");
    assertThat(draft("{\"rollbackTo\": {\"at\": \"%s\"}}".formatted(tomorrow())).status())
        .isEqualTo(422);
    for (String unclear :
        List.of(
            "{}",
            "{\"rollbackTo\": {}}",
            "{\"rollbackTo\": {\"version\": 1}, \"change\": {\"currency\": \"USD\"}}")) {
      assertThat(draft(unclear).status()).as(unclear).isEqualTo(400);
    }
  }

  @Test
  @DisplayName("PR-20 a file that is sent back unchanged changes nothing; a changed row is a draft")
  void aFileGoesThereAndBack() {
    Answer file = call("GET", "/v1/price-books/CUSTOMER.csv").as(operator, "prices.read").send();
    assertThat(file.status()).as(file.body()).isEqualTo(200);
    assertThat(file.etag()).isEqualTo("\"1\"");
    assertThat(file.body())
        .isEqualTo(
            """
            product,action,slab,years,per_year,currency\r
            com,RENEW,0,1,15.00,USD\r
            net,RENEW,0,1,16.00,USD\r
            """);

    Answer unchanged = upload(file.body().getBytes(StandardCharsets.UTF_8));
    assertThat(unchanged.status()).isEqualTo(422);
    assertThat(unchanged.body()).contains("nothing-to-change");

    Answer changed = upload(file.body().replace("16.00", "17.00").getBytes(StandardCharsets.UTF_8));
    assertThat(changed.status()).as(changed.body()).isEqualTo(201);
    JsonNode preview = read("/" + changed.json().path("id").asString() + "/preview").ok();
    assertThat(preview.path("changesTotal").asInt()).isEqualTo(1);
    assertThat(preview.path("changes").path("items").get(0).path("after").toString())
        .contains("17.00");
  }

  @Test
  @DisplayName("PR-2 PR-20 a file with a wrong row is refused by row, and nothing is kept")
  void aWrongRowIsNamed() {
    String header = "product,action,slab,years,per_year,currency\n";
    Answer refused =
        upload(
            (header + "com,RENEW,0,1,15.001,USD\nnosuch,RENEW,0,1,1,USD\ncom,RENEW,0,2,1,EUR\n")
                .getBytes(StandardCharsets.UTF_8));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("refusals").toString())
        .contains("row 2.perYear.amount")
        .contains("row 3.product")
        .contains("row 4.perYear");
    assertThat(
            upload((header + "みんな,RENEW,0,1,15,USD").getBytes(Charset.forName("Shift_JIS"))).body())
        .contains("UTF-8");
    assertThat(
            upload(
                    (header + "com,RENEW,0,1,1,USD\n".repeat(20_001))
                        .getBytes(StandardCharsets.UTF_8))
                .body())
        .contains("too-many-rows");
    assertThat(
            upload(
                    (header + "com,RENEW,0,1,1.00,USD\n".repeat(200_000))
                        .getBytes(StandardCharsets.UTF_8))
                .status())
        .isEqualTo(413);
    assertThat(read("").ok().path("items")).isEmpty();
  }

  @Test
  @DisplayName("PR-20 a book has so many drafts and no more; they are listed page by page")
  void thereIsALimit() {
    String body = "{\"change\": %s}".formatted(prices(renewal("com", 0, "9")));
    for (int i = 0; i < 20; i++) {
      assertThat(draft(body).status()).isEqualTo(201);
    }
    assertThat(draft(body).problem()).isEqualTo("too-many-drafts");
    JsonNode first = read("?limit=15").ok();
    JsonNode second = read("?limit=15&after=" + first.path("next").asString()).ok();
    assertThat(first.path("items")).hasSize(15);
    assertThat(second.path("items")).hasSize(5);
  }

  @Test
  @DisplayName("PR-20 of editors that publish one draft at once, one does, and the others are told")
  void onePublishesADraft() throws Exception {
    String id =
        draft("{\"change\": %s}".formatted(prices(renewal("com", 0, "9"))))
            .json()
            .path("id")
            .asString();

    List<Integer> statuses = new ArrayList<>();
    Callable<Integer> editor = () -> publish(id, "\"1\"").status();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(6, editor))) {
        statuses.add(answer.get());
      }
    }

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses).filteredOn(status -> status != 200).hasSize(5).containsOnly(404);
    assertThat(readBook(operator, "CUSTOMER").ok().path("version").asLong()).isEqualTo(2);
  }

  @Test
  @DisplayName("PR-20 publishing and editing at once never wait for each other in a circle")
  void publishingAndEditingAtOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      String id =
          draft("{\"change\": %s}".formatted(prices(renewal("com", 0, "2" + round))))
              .json()
              .path("id")
              .asString();
      Callable<Integer> publisher = () -> publish(id, "\"1\"").status();
      Callable<Integer> editor =
          () ->
              write("PUT", "/" + id)
                  .ifMatch("\"1\"")
                  .body(prices(renewal("com", 0, "30")))
                  .send()
                  .status();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Integer> answer :
            threads.invokeAll(List.of(publisher, editor, publisher, editor))) {
          assertThat(answer.get()).isIn(200, 404, 412);
        }
      }
    }
  }

  @Test
  @DisplayName("PR-20 a publication that fails at its end leaves nothing, and its draft as it was")
  void aPublicationThatFailsLeavesNothing() {
    String id =
        draft("{\"change\": %s}".formatted(prices(renewal("com", 0, "9"), renewal("net", 0, "8"))))
            .json()
            .path("id")
            .asString();
    PublishDraft.Request request =
        new PublishDraft.Request(
            new BookKey(operator, Audience.CUSTOMER), Long.parseLong(id), 1, null, "client-1");

    assertThatThrownBy(
            () ->
                asSeller(
                    operator,
                    () -> {
                      assertThat(publishDraft.publish(request))
                          .isInstanceOf(DraftResult.Published.class);
                      throw new IllegalStateException("no commit");
                    }))
        .hasMessage("no commit");

    JsonNode book = readBook(operator, "CUSTOMER").ok();
    assertThat(book.path("version").asLong()).isEqualTo(1);
    assertThat(book.toString()).contains("15.00").contains("16.00").doesNotContain("9.00");
    assertThat(publish(id, "\"1\"").status()).isEqualTo(200);
    assertThat(readBook(operator, "CUSTOMER").ok().toString()).contains("9.00").contains("8.00");
  }

  private Instant tomorrow() {
    return clock.instant().plus(Duration.ofDays(1));
  }

  private Call write(String method, String path) {
    return call(method, "/v1/price-books/CUSTOMER/drafts" + path)
        .as(operator, "prices.read", "prices.write");
  }

  private Call read(String path) {
    return write("GET", path);
  }

  private Answer draft(String body) {
    return draft(operator, body);
  }

  private Answer draft(SellerId seller, String body) {
    return call("POST", "/v1/price-books/CUSTOMER/drafts")
        .as(seller, "prices.read", "prices.write")
        .body(body)
        .send();
  }

  private Answer publish(String id, String ifMatch) {
    return write("POST", "/" + id + "/publish").once().ifMatch(ifMatch).body("{}").send();
  }

  private Answer upload(byte[] file) {
    return write("POST", "/csv").body("text/csv", file).send();
  }
}
