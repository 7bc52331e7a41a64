package io.tierline.pricing.quote;

/** Makes and opens signed quotes. In the caller's transaction. */
public interface QuoteSeal {

  /** A text that travels in a header or a form. */
  String seal(SignedQuote quote);

  Opened open(String sealed);

  sealed interface Opened {

    /** Made here and not changed since; whether it still counts is not said. */
    record Genuine(SignedQuote quote) implements Opened {}

    /** Changed, made elsewhere, or made with a key that is gone. */
    record NotOurs() implements Opened {}
  }
}
