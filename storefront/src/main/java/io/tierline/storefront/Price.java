package io.tierline.storefront;

import org.joda.money.Money;

/**
 * What a purchase costs before tax.
 *
 * @param kind which price won
 * @param perYear of one year; of a promo, of one year of the shortest tenure: further ones cost the
 *     usual price (domain.md PR-6)
 * @param forYears all years together (PR-2, PR-6)
 * @param applicationFee once, on a registration in the TLD's sunrise (PR-13); else zero
 * @param total what is charged: {@code forYears} and {@code applicationFee}
 * @param version of the price list it stands in
 */
public record Price(
    Kind kind, Money perYear, Money forYears, Money applicationFee, Money total, long version) {

  public enum Kind {
    /** By tenure and slab (domain.md PR-3, PR-7). */
    USUAL,
    /** A promo that costs less in total (PR-6). */
    PROMO,
    /** Fixed for this buyer, over all others (PR-5). */
    SPECIFIC
  }
}
