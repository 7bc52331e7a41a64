package io.tierline.pricing.seller;

import io.tierline.contracts.SellerId;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who sets prices, as far as pricing must know.
 *
 * @param parent null for an operator, the root of its tree
 * @param currency its one selling currency (domain.md PR-18)
 * @param country where taxes on what it buys are due (domain.md PR-17), ISO 3166-1; null for an
 *     operator, which buys from registries only
 */
public record Seller(
    SellerId id,
    @Nullable SellerId parent,
    CurrencyUnit currency,
    @Nullable String country,
    Status status) {

  /** One whose country is not known. */
  public Seller(SellerId id, @Nullable SellerId parent, CurrencyUnit currency, Status status) {
    this(id, parent, currency, null, status);
  }

  public enum Status {
    SIGNED_UP,
    /** It can buy and sell (domain.md ON-7). */
    ACTIVE,
    REJECTED
  }
}
