package io.tierline.pricing.engine;

/**
 * How large things may get. With these, no sum of a quote can overflow a {@code long}: what is
 * entered keeps to them, and the price of a premium name, which is made of others' costs, margins
 * and rates, is refused where it would not (domain.md PR-19). Were one missed, sums throw.
 */
public final class Limits {

  /** A per-year price, in minor units of its currency: 10 thousand million dollars. */
  public static final long PRICE_MAX_MINOR_UNITS = 1_000_000_000_000L;

  /** A Total Receipts threshold, in minor units of its currency. */
  public static final long RECEIPTS_MAX_MINOR_UNITS = 1_000_000_000_000_000L;

  public static final int WEB_SERVICES_ORDERS_MAX = 1_000_000_000;

  /** No registry sells longer tenures. */
  public static final int TENURE_MAX_YEARS = 10;

  public static final int SLABS_MAX = 20;

  /** Slab numbers may leave gaps where slabs were deleted. */
  public static final int SLAB_NUMBER_MAX = 999;

  /** Prices one change may carry. */
  public static final int CELLS_PER_CHANGE_MAX = 20_000;

  /** Promos of one product in one version. */
  public static final int PROMOS_PER_PRODUCT_MAX = 50;

  public static final int NAME_MAX_CHARACTERS = 80;

  public static final int TAX_RULES_MAX = 200;

  /** Taxes of one country, and of one region of it. */
  public static final int TAXES_PER_PLACE_MAX = 4;

  public static final int TAX_RATE_MAX_PERCENT = 100;

  public static final int TAX_RATE_DECIMALS_MAX = 4;

  public static final int MARGIN_MAX_PERCENT = 100_000;

  public static final int MARGIN_DECIMALS_MAX = 4;

  /** Digits of an ending, on each side of the decimal point. */
  public static final int ENDING_MAX_DIGITS = 3;

  public static final int RATE_INTEGER_DIGITS_MAX = 9;

  public static final int RATE_DECIMALS_MAX = 12;

  /** Patterns of one search for products. */
  public static final int SEARCH_PATTERNS_MAX = 1_000;

  public static final int SEARCH_PATTERN_MAX_CHARACTERS = 80;

  /** Standing margin rules of one audience. */
  public static final int STANDING_MARGINS_MAX = 50;

  /** Patterns of all standing margin rules of one audience. */
  public static final int STANDING_MARGIN_PATTERNS_MAX = 2_000;

  public static final int SCHEDULE_AHEAD_MAX_DAYS = 366;

  public static final int REFUSALS_REPORTED_MAX = 50;

  private Limits() {}
}
