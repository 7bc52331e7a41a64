package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Why prices were not saved: which field, which rule of domain.md, and what to do.
 *
 * @param field where in what the seller sent, e.g. {@code prices[3].perYear}
 * @param code stable, for programs
 * @param rule for people who look it up, e.g. {@code PR-7}
 * @param reason one sentence: what was wrong, what is expected
 */
public record PriceRefusal(String field, String code, String rule, String reason) {

  /** The code of a search that is understood but finds nothing. */
  public static final String NOTHING_FOUND = "nothing-found";

  public static PriceRefusal unknownProduct(String field, String product) {
    return new PriceRefusal(
        field,
        "product-unknown",
        "PR-1",
        "The catalog does not know '%s'; GET /v1/tlds lists what can be sold.".formatted(product));
  }

  public static PriceRefusal actionNotSold(String field, String product, ProductAction action) {
    return new PriceRefusal(
        field,
        "action-not-sold",
        "PR-1",
        "%s of %s cannot be bought; leave its price out.".formatted(action, product));
  }

  public static PriceRefusal duplicatePrice(String field, String firstPath) {
    return new PriceRefusal(
        field,
        "duplicate-price",
        "PR-1",
        "The same product, action, slab and years are priced in %s already; keep one."
            .formatted(firstPath));
  }

  public static PriceRefusal amountUnreadable(String field) {
    return new PriceRefusal(
        field,
        "amount-unreadable",
        "PR-2",
        "An amount is written in digits with a point, such as 9.99.");
  }

  public static PriceRefusal negativeAmount(String field) {
    return new PriceRefusal(field, "amount-negative", "PR-2", "An amount is zero or more.");
  }

  public static PriceRefusal tooManyDecimals(String field, String currency, int decimals) {
    return new PriceRefusal(
        field,
        "too-many-decimals",
        "PR-2",
        "%s has %d decimals; write no more than that.".formatted(currency, decimals));
  }

  public static PriceRefusal amountTooLarge(String field, long maxMinorUnits) {
    return new PriceRefusal(
        field,
        "amount-too-large",
        "PR-2",
        "The largest amount is %d minor units.".formatted(maxMinorUnits));
  }

  public static PriceRefusal otherCurrency(String field, String expected, String found) {
    return new PriceRefusal(
        field,
        "other-currency",
        "PR-18",
        "The currency here is %s, not %s; nothing is converted.".formatted(expected, found));
  }

  public static PriceRefusal unknownCurrency(String field, String found) {
    return new PriceRefusal(
        field,
        "currency-unknown",
        "PR-18",
        "'%s' is no currency; write its ISO 4217 code, such as USD.".formatted(found));
  }

  public static PriceRefusal tenureOutsideTld(String field, int years, int minYears, int maxYears) {
    return new PriceRefusal(
        field,
        "tenure-outside-tld",
        "PR-3",
        "It is sold for %d to %d years, not for %d.".formatted(minYears, maxYears, years));
  }

  public static PriceRefusal telescopicOnTransferOrRestore(String field, ProductAction action) {
    return new PriceRefusal(
        field,
        "telescopic-not-allowed",
        "PR-3",
        "Telescopic prices are for REGISTER and RENEW only; %s has one price, with years 1."
            .formatted(action));
  }

  public static PriceRefusal telescopicForSubResellers(String field, String product, int minYears) {
    return new PriceRefusal(
        field,
        "telescopic-not-allowed",
        "PR-9",
        "Sub-resellers have no telescopic prices on %s; set the price with years %d only."
            .formatted(product, minYears));
  }

  public static PriceRefusal slabsForCustomers(String field) {
    return new PriceRefusal(
        field,
        "slabs-for-customers",
        "PR-7",
        "Slabs are for sub-resellers; customers' prices have slab 0 and no slab list.");
  }

  public static PriceRefusal unknownSlab(String field, int slab) {
    return new PriceRefusal(
        field,
        "slab-unknown",
        "PR-7",
        "There is no slab %d; 0 is the base slab, others are in the slab list.".formatted(slab));
  }

  public static PriceRefusal slabNumberOutOfOrder(String field, int number, int previous) {
    return new PriceRefusal(
        field,
        "slab-number-out-of-order",
        "PR-7",
        "Slab numbers rise from 1 to %d; %d cannot follow %d."
            .formatted(Limits.SLAB_NUMBER_MAX, number, previous));
  }

  public static PriceRefusal slabWithoutThreshold(String field) {
    return new PriceRefusal(
        field,
        "slab-without-threshold",
        "PR-7",
        "A slab needs receiptsAtLeast, webServicesOrdersAtLeast, or both.");
  }

  public static PriceRefusal ordersOutOfRange(String field) {
    return new PriceRefusal(
        field,
        "orders-out-of-range",
        "PR-7",
        "A number of web-services orders is 0 to %d.".formatted(Limits.WEB_SERVICES_ORDERS_MAX));
  }

  public static PriceRefusal thresholdFalls(String field, int previousSlab) {
    return new PriceRefusal(
        field,
        "threshold-falls",
        "PR-7",
        "A threshold is at least that of slab %d, which comes before.".formatted(previousSlab));
  }

  public static PriceRefusal basePriceMissing(
      String field, String product, ProductAction action, int years) {
    return new PriceRefusal(
        field,
        "base-price-missing",
        "PR-7",
        "%s of %s needs a base price: slab 0, years %d.".formatted(action, product, years));
  }

  /**
   * @param years the tenure at which the later slab would cost more
   */
  public static PriceRefusal slabPriceRises(String field, int slab, int previousSlab, int years) {
    return new PriceRefusal(
        field,
        "slab-price-rises",
        "PR-7",
        "At %d year(s) slab %d would cost more than slab %d; a slab costs no more than the one before."
            .formatted(years, slab, previousSlab));
  }

  public static PriceRefusal tooMany(String field, int found, int max) {
    return new PriceRefusal(
        field,
        "too-many",
        "limit",
        "%d are too many; at most %d go into one change.".formatted(found, max));
  }

  public static PriceRefusal nothingToChange(String field) {
    return new PriceRefusal(
        field,
        "nothing-to-change",
        "PR-20",
        "Name prices, products to withdraw, or a slab list that differs from the present one.");
  }

  public static PriceRefusal notSold(String field, String product) {
    return new PriceRefusal(
        field, "not-sold", "PR-1", "%s has no prices that could be withdrawn.".formatted(product));
  }

  public static PriceRefusal withdrawnAndPriced(String field, String product) {
    return new PriceRefusal(
        field,
        "withdrawn-and-priced",
        "PR-1",
        "%s is both priced and withdrawn; keep one.".formatted(product));
  }

  public static PriceRefusal startsInThePast(String field, Instant now) {
    return new PriceRefusal(
        field,
        "starts-in-the-past",
        "PR-20",
        "Prices that were in force are kept as they were; it is now %s.".formatted(now));
  }

  public static PriceRefusal startsTooFarAhead(String field, int maxDays) {
    return new PriceRefusal(
        field,
        "starts-too-far-ahead",
        "PR-20",
        "A change can be scheduled at most %d days ahead.".formatted(maxDays));
  }

  public static PriceRefusal slabsChangeAtOnce(String field) {
    return new PriceRefusal(
        field,
        "slabs-change-at-once",
        "PR-8",
        "Slabs hold for all products and change at once; leave effectiveFrom out, or the slabs.");
  }

  /**
   * @param effectiveFrom when the change that waits will start
   */
  public static PriceRefusal scheduledChangeWaits(
      String field, String product, Instant effectiveFrom) {
    return new PriceRefusal(
        field,
        "scheduled-change-waits",
        "PR-20",
        "New prices of %s wait for %s and were made for the present slabs; give its prices in this change too."
            .formatted(product, effectiveFrom));
  }

  public static PriceRefusal endingUnreadable(String field) {
    return new PriceRefusal(
        field,
        "ending-unreadable",
        "PR-11",
        "An ending is 1 to %d digits, such as 9 or 99.".formatted(Limits.ENDING_MAX_DIGITS));
  }

  public static PriceRefusal endingImpossible(String field, String currency, int decimals) {
    return new PriceRefusal(
        field,
        "ending-impossible",
        "PR-11",
        "%s has %d decimals; no price can end like that.".formatted(currency, decimals));
  }

  public static PriceRefusal duplicateTld(String field, String firstPath) {
    return new PriceRefusal(
        field,
        "duplicate-tld",
        "PR-15",
        "%s names this TLD already; keep one.".formatted(firstPath));
  }

  /**
   * @param agreed the version that was agreed to; 0 for none
   */
  public static PriceRefusal termsNotAgreed(String field, String tld, int agreed, int current) {
    return new PriceRefusal(
        field,
        "terms-not-agreed",
        "PR-15",
        "%s of the terms of %s; the current one is version %d. Read it (GET /v1/tlds/%2$s/terms) and send agreedTermsVersion %3$d to agree to it."
            .formatted(
                agreed == 0 ? "You agree to no version" : "You agree to version " + agreed,
                tld,
                current));
  }

  public static PriceRefusal termsAddress(String field) {
    return new PriceRefusal(
        field,
        "terms-address",
        "PR-15",
        "Give the https address where sellers can read the terms, with a host and without a user name.");
  }

  public static PriceRefusal ordersExist(String field, String tld, long orders) {
    return new PriceRefusal(
        field,
        "orders-exist",
        "PR-15",
        "There are %d orders of %s; NO_NEW_ORDERS lets them be renewed.".formatted(orders, tld));
  }

  /** The text that clients in use match. */
  public static PriceRefusal allTldsUnsold(String field) {
    return new PriceRefusal(
        field, "all-tlds-unsold", "PR-15", "You can not unsignup for All TLDs.");
  }

  public static PriceRefusal nameUnusable(String field, String rule) {
    return new PriceRefusal(
        field,
        "name-unusable",
        rule,
        "A name has 1 to %d characters, and no control characters."
            .formatted(Limits.NAME_MAX_CHARACTERS));
  }

  public static PriceRefusal promoEndsBeforeItStarts(String field, Instant start) {
    return new PriceRefusal(
        field,
        "promo-ends-before-it-starts",
        "PR-6",
        "The end is excluded and lies after the start, %s.".formatted(start));
  }

  public static PriceRefusal promoWithoutAction(String field) {
    return new PriceRefusal(
        field, "promo-without-action", "PR-6", "Name the actions the promo is for.");
  }

  public static PriceRefusal promoWithoutPrice(String field, String product, ProductAction action) {
    return new PriceRefusal(
        field,
        "promo-without-price",
        "PR-6",
        "%s of %s has no usual price for the promo to compete with; set its base price too."
            .formatted(action, product));
  }

  public static PriceRefusal duplicatePromo(String field, String firstPath) {
    return new PriceRefusal(
        field,
        "duplicate-promo",
        "PR-6",
        "%s is the same promo of the same product; keep one.".formatted(firstPath));
  }

  public static PriceRefusal duplicateFee(String field, String firstPath) {
    return new PriceRefusal(
        field,
        "duplicate-fee",
        "PR-13",
        "%s sets the application fee of this product already; keep one.".formatted(firstPath));
  }

  public static PriceRefusal feeWithoutTld(String field, String product) {
    return new PriceRefusal(
        field,
        "fee-without-tld",
        "PR-13",
        "Only registrations of a TLD carry an application fee, not %s.".formatted(product));
  }

  public static PriceRefusal feeWithoutPrice(String field, String product) {
    return new PriceRefusal(
        field,
        "fee-without-price",
        "PR-13",
        "A fee comes on top of a price; set prices of %s too.".formatted(product));
  }

  public static PriceRefusal marginUnclear(String field) {
    return new PriceRefusal(
        field, "margin-unclear", "PR-10", "Give percentOfCost or perYear, one of them.");
  }

  public static PriceRefusal marginOutOfRange(String field) {
    return new PriceRefusal(
        field,
        "margin-out-of-range",
        "PR-10",
        "A margin is -100 to %d percent of cost, with up to %d decimals."
            .formatted(Limits.MARGIN_MAX_PERCENT, Limits.MARGIN_DECIMALS_MAX));
  }

  public static PriceRefusal marginMissing(String field) {
    return new PriceRefusal(
        field, "margin-missing", "PR-10", "Give the margin of the base slab, 0.");
  }

  public static PriceRefusal actionsMissing(String field) {
    return new PriceRefusal(field, "actions-missing", "PR-10", "Name the actions to price.");
  }

  public static PriceRefusal searchUnreadable(String field) {
    return new PriceRefusal(
        field,
        "search-unreadable",
        "PR-10",
        "Name a TLD or a pattern such as *.uk, of up to %d characters."
            .formatted(Limits.SEARCH_PATTERN_MAX_CHARACTERS));
  }

  public static PriceRefusal nothingFound(String field, String pattern) {
    return new PriceRefusal(
        field,
        NOTHING_FOUND,
        "PR-10",
        "No product is called '%s'; GET /v1/tlds lists what can be sold.".formatted(pattern));
  }

  public static PriceRefusal taxOnNothing(String field) {
    return new PriceRefusal(
        field, "tax-on-nothing", "PR-17", "Name the kinds of products the tax is on.");
  }

  public static PriceRefusal taxRateOutOfRange(String field) {
    return new PriceRefusal(
        field,
        "tax-rate-out-of-range",
        "PR-17",
        "A rate is 0 to %d percent, with up to %d decimals."
            .formatted(Limits.TAX_RATE_MAX_PERCENT, Limits.TAX_RATE_DECIMALS_MAX));
  }

  public static PriceRefusal tooManyTaxes(String field, int max) {
    return new PriceRefusal(
        field,
        "too-many-taxes",
        "PR-17",
        "A country or a region has at most %d taxes.".formatted(max));
  }

  public static PriceRefusal unknownCountry(String field, String country) {
    return new PriceRefusal(
        field,
        "country-unknown",
        "PR-17",
        "'%s' is no country; write its ISO 3166 code in capitals, such as US.".formatted(country));
  }

  public static PriceRefusal regionUnreadable(String field) {
    return new PriceRefusal(
        field,
        "region-unreadable",
        "PR-17",
        "A region is written as in ISO 3166-2, without the country: CA.");
  }

  public static PriceRefusal rateUnusable(String field) {
    return new PriceRefusal(
        field,
        "rate-unusable",
        "PR-18",
        "A rate is above zero, of up to %d digits before and %d after the point."
            .formatted(Limits.RATE_INTEGER_DIGITS_MAX, Limits.RATE_DECIMALS_MAX));
  }

  public static PriceRefusal rateOfTheFuture(String field, LocalDate today) {
    return new PriceRefusal(
        field,
        "rate-of-the-future",
        "PR-18",
        "It is %s (UTC); a rate is of today or an earlier day.".formatted(today));
  }

  public static PriceRefusal rateToItself(String field, String currency) {
    return new PriceRefusal(
        field,
        "rate-to-itself",
        "PR-18",
        "%s needs no rate to itself; name two currencies.".formatted(currency));
  }
}
