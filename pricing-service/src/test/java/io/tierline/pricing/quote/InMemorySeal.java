package io.tierline.pricing.quote;

import java.util.HashMap;
import java.util.Map;

/** Signed quotes for tests without a database. */
public final class InMemorySeal implements QuoteSeal {

  private final Map<String, SignedQuote> quotes = new HashMap<>();

  @Override
  public String seal(SignedQuote quote) {
    String token = "quote-" + (quotes.size() + 1);
    quotes.put(token, quote);
    return token;
  }

  @Override
  public Opened open(String sealed) {
    SignedQuote quote = quotes.get(sealed);
    return quote == null ? new Opened.NotOurs() : new Opened.Genuine(quote);
  }
}
