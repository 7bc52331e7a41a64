package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;

/** Why prices were not saved: which field, which rule of domain.md, and what to do. */
public sealed interface PriceRefusal {

  /** Where in what the seller sent, e.g. {@code prices[3].perYear}. */
  String field();

  /** Stable, for programs. */
  String code();

  /** For people who look it up, e.g. {@code PR-7}. */
  String rule();

  /** One sentence: what was wrong, what is expected. */
  String reason();

  record UnknownProduct(String field, String product) implements PriceRefusal {
    @Override
    public String code() {
      return "product-unknown";
    }

    @Override
    public String rule() {
      return "PR-1";
    }

    @Override
    public String reason() {
      return "The catalog does not know '%s'; GET /v1/tlds lists what can be sold."
          .formatted(product);
    }
  }

  record ActionNotSold(String field, String product, ProductAction action) implements PriceRefusal {
    @Override
    public String code() {
      return "action-not-sold";
    }

    @Override
    public String rule() {
      return "PR-1";
    }

    @Override
    public String reason() {
      return "%s of %s cannot be bought; leave its price out.".formatted(action, product);
    }
  }

  record DuplicatePrice(String field, String firstPath) implements PriceRefusal {
    @Override
    public String code() {
      return "duplicate-price";
    }

    @Override
    public String rule() {
      return "PR-1";
    }

    @Override
    public String reason() {
      return "The same product, action, slab and years are priced in %s already; keep one."
          .formatted(firstPath);
    }
  }

  record AmountUnreadable(String field) implements PriceRefusal {
    @Override
    public String code() {
      return "amount-unreadable";
    }

    @Override
    public String rule() {
      return "PR-2";
    }

    @Override
    public String reason() {
      return "An amount is written in digits with a point, such as 9.99.";
    }
  }

  record NegativeAmount(String field) implements PriceRefusal {
    @Override
    public String code() {
      return "amount-negative";
    }

    @Override
    public String rule() {
      return "PR-2";
    }

    @Override
    public String reason() {
      return "An amount is zero or more.";
    }
  }

  record TooManyDecimals(String field, String currency, int decimals) implements PriceRefusal {
    @Override
    public String code() {
      return "too-many-decimals";
    }

    @Override
    public String rule() {
      return "PR-2";
    }

    @Override
    public String reason() {
      return "%s has %d decimals; write no more than that.".formatted(currency, decimals);
    }
  }

  record AmountTooLarge(String field, long maxMinorUnits) implements PriceRefusal {
    @Override
    public String code() {
      return "amount-too-large";
    }

    @Override
    public String rule() {
      return "PR-2";
    }

    @Override
    public String reason() {
      return "The largest amount is %d minor units.".formatted(maxMinorUnits);
    }
  }

  record OtherCurrency(String field, String expected, String found) implements PriceRefusal {
    @Override
    public String code() {
      return "other-currency";
    }

    @Override
    public String rule() {
      return "PR-18";
    }

    @Override
    public String reason() {
      return "The currency here is %s, not %s; nothing is converted.".formatted(expected, found);
    }
  }

  record UnknownCurrency(String field, String found) implements PriceRefusal {
    @Override
    public String code() {
      return "currency-unknown";
    }

    @Override
    public String rule() {
      return "PR-18";
    }

    @Override
    public String reason() {
      return "'%s' is no currency; write its ISO 4217 code, such as USD.".formatted(found);
    }
  }

  record TenureOutsideTld(String field, int years, int minYears, int maxYears)
      implements PriceRefusal {
    @Override
    public String code() {
      return "tenure-outside-tld";
    }

    @Override
    public String rule() {
      return "PR-3";
    }

    @Override
    public String reason() {
      return "It is sold for %d to %d years, not for %d.".formatted(minYears, maxYears, years);
    }
  }

  record TelescopicOnTransferOrRestore(String field, ProductAction action) implements PriceRefusal {
    @Override
    public String code() {
      return "telescopic-not-allowed";
    }

    @Override
    public String rule() {
      return "PR-3";
    }

    @Override
    public String reason() {
      return "Telescopic prices are for REGISTER and RENEW only; %s has one price, with years 1."
          .formatted(action);
    }
  }

  record TelescopicForSubResellers(String field, String product, int minYears)
      implements PriceRefusal {
    @Override
    public String code() {
      return "telescopic-not-allowed";
    }

    @Override
    public String rule() {
      return "PR-9";
    }

    @Override
    public String reason() {
      return "Sub-resellers have no telescopic prices on %s; set the price with years %d only."
          .formatted(product, minYears);
    }
  }

  record SlabsForCustomers(String field) implements PriceRefusal {
    @Override
    public String code() {
      return "slabs-for-customers";
    }

    @Override
    public String rule() {
      return "PR-7";
    }

    @Override
    public String reason() {
      return "Slabs are for sub-resellers; customers' prices have slab 0 and no slab list.";
    }
  }

  record UnknownSlab(String field, int slab) implements PriceRefusal {
    @Override
    public String code() {
      return "slab-unknown";
    }

    @Override
    public String rule() {
      return "PR-7";
    }

    @Override
    public String reason() {
      return "There is no slab %d; 0 is the base slab, others are in the slab list."
          .formatted(slab);
    }
  }

  record SlabNumberOutOfOrder(String field, int number, int previous) implements PriceRefusal {
    @Override
    public String code() {
      return "slab-number-out-of-order";
    }

    @Override
    public String rule() {
      return "PR-7";
    }

    @Override
    public String reason() {
      return "Slab numbers rise from 1 to %d; %d cannot follow %d."
          .formatted(Limits.SLAB_NUMBER_MAX, number, previous);
    }
  }

  record SlabWithoutThreshold(String field) implements PriceRefusal {
    @Override
    public String code() {
      return "slab-without-threshold";
    }

    @Override
    public String rule() {
      return "PR-7";
    }

    @Override
    public String reason() {
      return "A slab needs receiptsAtLeast, webServicesOrdersAtLeast, or both.";
    }
  }

  record OrdersOutOfRange(String field) implements PriceRefusal {
    @Override
    public String code() {
      return "orders-out-of-range";
    }

    @Override
    public String rule() {
      return "PR-7";
    }

    @Override
    public String reason() {
      return "A number of web-services orders is 0 to %d."
          .formatted(Limits.WEB_SERVICES_ORDERS_MAX);
    }
  }

  record ThresholdFalls(String field, int previousSlab) implements PriceRefusal {
    @Override
    public String code() {
      return "threshold-falls";
    }

    @Override
    public String rule() {
      return "PR-7";
    }

    @Override
    public String reason() {
      return "A threshold is at least that of slab %d, which comes before.".formatted(previousSlab);
    }
  }

  record BasePriceMissing(String field, String product, ProductAction action, int years)
      implements PriceRefusal {
    @Override
    public String code() {
      return "base-price-missing";
    }

    @Override
    public String rule() {
      return "PR-7";
    }

    @Override
    public String reason() {
      return "%s of %s needs a base price: slab 0, years %d.".formatted(action, product, years);
    }
  }

  /**
   * @param years the tenure at which the later slab would cost more
   */
  record SlabPriceRises(String field, int slab, int previousSlab, int years)
      implements PriceRefusal {
    @Override
    public String code() {
      return "slab-price-rises";
    }

    @Override
    public String rule() {
      return "PR-7";
    }

    @Override
    public String reason() {
      return "At %d year(s) slab %d would cost more than slab %d; a slab costs no more than the one before."
          .formatted(years, slab, previousSlab);
    }
  }

  record TooMany(String field, int found, int max) implements PriceRefusal {
    @Override
    public String code() {
      return "too-many";
    }

    @Override
    public String rule() {
      return "limit";
    }

    @Override
    public String reason() {
      return "%d are too many; at most %d go into one change.".formatted(found, max);
    }
  }

  record NothingToChange(String field) implements PriceRefusal {
    @Override
    public String code() {
      return "nothing-to-change";
    }

    @Override
    public String rule() {
      return "PR-20";
    }

    @Override
    public String reason() {
      return "Name prices, products to withdraw, or a slab list that differs from the present one.";
    }
  }

  record NotSold(String field, String product) implements PriceRefusal {
    @Override
    public String code() {
      return "not-sold";
    }

    @Override
    public String rule() {
      return "PR-1";
    }

    @Override
    public String reason() {
      return "%s has no prices that could be withdrawn.".formatted(product);
    }
  }

  record WithdrawnAndPriced(String field, String product) implements PriceRefusal {
    @Override
    public String code() {
      return "withdrawn-and-priced";
    }

    @Override
    public String rule() {
      return "PR-1";
    }

    @Override
    public String reason() {
      return "%s is both priced and withdrawn; keep one.".formatted(product);
    }
  }

  record StartsInThePast(String field, Instant now) implements PriceRefusal {
    @Override
    public String code() {
      return "starts-in-the-past";
    }

    @Override
    public String rule() {
      return "PR-20";
    }

    @Override
    public String reason() {
      return "Prices that were in force are kept as they were; it is now %s.".formatted(now);
    }
  }

  record StartsTooFarAhead(String field, int maxDays) implements PriceRefusal {
    @Override
    public String code() {
      return "starts-too-far-ahead";
    }

    @Override
    public String rule() {
      return "PR-20";
    }

    @Override
    public String reason() {
      return "A change can be scheduled at most %d days ahead.".formatted(maxDays);
    }
  }

  record SlabsChangeAtOnce(String field) implements PriceRefusal {
    @Override
    public String code() {
      return "slabs-change-at-once";
    }

    @Override
    public String rule() {
      return "PR-8";
    }

    @Override
    public String reason() {
      return "Slabs hold for all products and change at once; leave effectiveFrom out, or the slabs.";
    }
  }

  /**
   * @param effectiveFrom when the change that waits will start
   */
  record ScheduledChangeWaits(String field, String product, Instant effectiveFrom)
      implements PriceRefusal {
    @Override
    public String code() {
      return "scheduled-change-waits";
    }

    @Override
    public String rule() {
      return "PR-20";
    }

    @Override
    public String reason() {
      return "New prices of %s wait for %s and were made for the present slabs; give its prices in this change too."
          .formatted(product, effectiveFrom);
    }
  }
}
