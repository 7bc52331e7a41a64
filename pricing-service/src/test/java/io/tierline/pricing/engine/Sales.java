package io.tierline.pricing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Quote;
import java.time.Instant;
import java.util.List;

/**
 * A purchase as a test speaks of it: {@code sale(book).by(customer()).total("com", REGISTER, 2)}.
 */
record Sales(PriceBook book, Standing buyer, Instant at) {

  static Sales sale(PriceBook book) {
    return new Sales(book, Proposals.customer(), Proposals.NOW);
  }

  Sales by(Standing other) {
    return new Sales(book, other, at);
  }

  Sales at(Instant moment) {
    return new Sales(book, buyer, moment);
  }

  QuoteResult of(QuoteRequest request) {
    return Quotes.quote(book, request, buyer, at);
  }

  QuoteResult result(String product, ProductAction action, int years) {
    return of(QuoteRequest.standard(product, action, years));
  }

  Quote quote(String product, ProductAction action, int years) {
    QuoteResult result = result(product, action, years);
    assertThat(result).isInstanceOf(Quote.class);
    return (Quote) result;
  }

  /** Without the currency. */
  String total(String product, ProductAction action, int years) {
    return quote(product, action, years).total().getAmount().toString();
  }

  /** Each line as {@code rule: amount}. */
  List<String> lines(String product, ProductAction action, int years) {
    return quote(product, action, years).lines().stream().map(Sales::text).toList();
  }

  static String text(Line line) {
    return "%s: %s".formatted(line.rule(), line.amount().getAmount());
  }
}
