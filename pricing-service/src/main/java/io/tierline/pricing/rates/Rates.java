package io.tierline.pricing.rates;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.ExchangeRate;
import java.time.Instant;
import java.util.List;

/** Where exchange rates are kept. What was recorded is never changed. */
public interface Rates {

  /**
   * Of each pair the newest day's rate, as known at a moment: of one day the one recorded last
   * counts.
   *
   * @param seller any of the operator's tree
   */
  List<ExchangeRate> newest(SellerId seller, Instant at);

  /** The version of the pair; 0 before the first rate. */
  long version(SellerId operator, CurrencyPair pair);

  /**
   * Keeps a rate.
   *
   * @return whether it was the first to have that version
   */
  boolean record(SellerId operator, RecordedRate rate);

  /**
   * Newest first.
   *
   * @param seller any of the operator's tree
   * @param beforeVersion starts behind this one
   */
  List<RecordedRate> history(SellerId seller, CurrencyPair pair, long beforeVersion, int limit);
}
