package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How often a quote goes to the database: nearly all of its time is spent on the way. */
class QuoteStatementsTest extends OnRealServers {

  @Autowired private CountedStatements statements;

  private SellerId seller = new SellerId(1);

  @BeforeEach
  void aSellerWithPrices() {
    seller = anOperator();
    price("15.00");
    quote("");
  }

  @Test
  @DisplayName("PR-16: that a kept book is current takes one statement, and no transaction")
  void aQuoteOfAKeptBookIsOneStatement() {
    assertThat(statements.during(() -> quote(""))).hasSize(1);
    assertThat(statements.during(() -> batch("com", "com"))).hasSize(1);
    assertThat(quote("")).isEqualTo("15.00");
  }

  @Test
  @DisplayName("PR-16: a book that has changed is read in one snapshot, and kept again")
  void aChangedBookIsReadAnew() {
    price("14.00");

    List<String> first = statements.during(() -> assertThat(quote("")).isEqualTo("14.00"));

    assertThat(first).hasSizeGreaterThan(1).last().isEqualTo("commit");
    assertThat(first.get(1)).contains("repeatable read").contains("tierline.seller");
    assertThat(statements.during(() -> assertThat(quote("")).isEqualTo("14.00"))).hasSize(1);
  }

  @Test
  @DisplayName("PR-5: prices of one buyer are read with the books' versions in one snapshot")
  void aQuoteForANamedBuyerIsOneShortTransaction() {
    List<String> sent = statements.during(() -> quote("\"buyerId\": \"20001\","));

    assertThat(sent).hasSize(4);
    assertThat(sent.getFirst()).contains("repeatable read").contains("tierline.seller");
    assertThat(sent.getLast()).isEqualTo("commit");
  }

  @Test
  @DisplayName("PR-1: another seller's kept book is neither used nor seen")
  void aKeptBookOfAnotherIsNotUsed() {
    SellerId other = anOperator();

    Answer answer = ask(other, "", "com");

    assertThat(answer.problem()).isEqualTo("price-missing");
  }

  @Test
  @DisplayName("PR-16: what has no price in a kept book is looked up in the catalog")
  void whatIsNotPricedIsLookedUp() {
    assertThat(ask(seller, "", "net").problem()).isEqualTo("price-missing");
    assertThat(ask(seller, "", "nowhere").problem()).isEqualTo("product-unknown");
    assertThat(batch("com", "net")).contains("15.00").contains("price-missing");
  }

  private void price(String perYear) {
    Call change = setPrices(seller, "CUSTOMER", prices(renewal("com", 0, perYear)));
    Answer book = readBook(seller, "CUSTOMER").send();
    (book.etag().isEmpty() ? change : change.ifMatch(book.etag())).ok();
  }

  private String quote(String buyer) {
    Answer answer = ask(seller, buyer, "com");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("total").path("amount").asString();
  }

  private Answer ask(SellerId asking, String buyer, String product) {
    return call("POST", "/v1/quotes")
        .as(asking, "prices.read")
        .body(question(buyer, product))
        .send();
  }

  private String batch(String first, String second) {
    return call("POST", "/v1/quotes/batch")
        .as(seller, "prices.read")
        .body("{\"quotes\": [%s, %s]}".formatted(question("", first), question("", second)))
        .send()
        .body();
  }

  private static String question(String buyer, String product) {
    return """
        {%s "audience": "CUSTOMER", "product": "%s", "action": "RENEW", "years": 1}
        """
        .formatted(buyer, product);
  }
}
