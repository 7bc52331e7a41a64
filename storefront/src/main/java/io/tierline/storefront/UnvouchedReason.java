package io.tierline.storefront;

/** Why a cache cannot vouch for a price. */
public enum UnvouchedReason {
  /** It has not read everything yet that was on the bus when it connected. */
  STARTING("Prices are being loaded."),
  /** It has not heard from the pricing service within its bound, before or after its own time. */
  STALE("The pricing service has not been heard from lately."),
  /** The newest word on this product, or on this buyer's prices, could not be read. */
  UNREADABLE("The newest price could not be read."),
  /** The catalog has not been heard about this TLD, so its sunrise and tenures are not known. */
  TERMS_UNKNOWN("The terms of this TLD are not known."),
  /** A scheduled price is known, the one in force until then is not. */
  PREDECESSOR_UNKNOWN("The price in force until the next scheduled change is not known.");

  private final String sentence;

  UnvouchedReason(String sentence) {
    this.sentence = sentence;
  }

  /** For logs and answers, in English. */
  public String sentence() {
    return sentence;
  }
}
