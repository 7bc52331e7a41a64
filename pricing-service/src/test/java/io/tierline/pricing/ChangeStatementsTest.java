package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How often a change of prices goes to the database: the longer, the later it is shown. */
class ChangeStatementsTest extends OnRealServers {

  /**
   * Of a seller's whole catalog as of one price; the last but one asks whether the database still
   * tells the history whose version was seen.
   */
  private static final int WAYS = 10;

  @Autowired private CountedStatements statements;

  @Test
  @DisplayName("PR-16: one price or many are saved and published by the same few statements")
  void aChangeIsAFewStatements() {
    SellerId seller = anOperator();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();

    List<String> one = sent(seller, "\"1\"", "com");
    List<String> many = sent(seller, "\"2\"", "com", "net", "org", "info", "biz", "jp", "de");

    assertThat(one).as(String.join("\n", one)).hasSize(WAYS).last().isEqualTo("commit");
    assertThat(many).hasSameSizeAs(one);
  }

  @Test
  @DisplayName("PR-16: what is scheduled is recorded without the bus, and holds up no other change")
  void whatWaitsHoldsNothingUp() {
    SellerId seller = anOperator();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    String later = clock.instant().plusSeconds(86_400).toString();
    String scheduled =
        "{\"currency\": \"USD\", \"effectiveFrom\": \"%s\", \"prices\": [%s]}"
            .formatted(later, renewal("net", 0, "14.00"));

    List<String> sent =
        statements.during(() -> setPrices(seller, "CUSTOMER", scheduled).ifMatch("\"1\"").ok());

    assertThat(sent).hasSize(WAYS - 1).noneMatch(statement -> statement.contains("append"));
    assertThat(sent(seller, "\"2\"", "com")).hasSize(WAYS);
  }

  private List<String> sent(SellerId seller, String seen, String... products) {
    String body =
        prices(
            Stream.of(products)
                .map(product -> renewal(product, 0, "14.00"))
                .collect(Collectors.toList())
                .toArray(String[]::new));
    return statements.during(() -> setPrices(seller, "CUSTOMER", body).ifMatch(seen).ok());
  }
}
