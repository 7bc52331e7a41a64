package io.tierline.pricing.quote;

import io.tierline.contracts.pricing.ChainQuote.Leg;
import io.tierline.contracts.pricing.ChainQuote.Line;
import io.tierline.contracts.pricing.ChainQuote.LineKind;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.specific.BuyerKey;

/** What one seller asks of one buyer, as other services are told. */
final class Legs {

  private Legs() {}

  static Leg of(BuyerKey buyer, Quote quote) {
    return new Leg(
        buyer.seller(),
        buyer.audience().name(),
        Long.toString(buyer.buyer()),
        quote.preTax(),
        quote.total(),
        quote.lines().stream().map(Legs::line).toList(),
        quote.priceVersion(),
        false);
  }

  /** The same, at the price of a signed quote. */
  static Leg honoured(Leg signed) {
    return new Leg(
        signed.sellerId(),
        signed.buyerKind(),
        signed.buyerId(),
        signed.preTax(),
        signed.total(),
        signed.lines(),
        signed.priceVersion(),
        true);
  }

  private static Line line(QuoteResult.Line line) {
    return switch (line) {
      case QuoteResult.Line.Years years ->
          new Line(
              LineKind.PRICE,
              years.rule(),
              years.description(),
              years.years(),
              years.perYear(),
              years.amount());
      case QuoteResult.Line.Once once ->
          new Line(LineKind.FEE, once.rule(), once.description(), 1, once.amount(), once.amount());
      case QuoteResult.Line.Tax tax ->
          new Line(LineKind.TAX, tax.rule(), tax.description(), 1, tax.amount(), tax.amount());
    };
  }
}
