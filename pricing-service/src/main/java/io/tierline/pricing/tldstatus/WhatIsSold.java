package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import java.util.List;
import java.util.Map;

/** The TLDs that a seller sells. */
public final class WhatIsSold {

  private final Catalog catalog;
  private final TldStatuses statuses;

  public WhatIsSold(Catalog catalog, TldStatuses statuses) {
    this.catalog = catalog;
    this.statuses = statuses;
  }

  /** In the caller's transaction. */
  public List<ProductTerms> by(SellerId seller) {
    Map<String, Recorded> present = statuses.present(seller);
    return catalog.tlds("", Integer.MAX_VALUE).stream()
        .filter(tld -> statusOf(present, tld.code()) == TldStatus.SELL)
        .map(Product::terms)
        .toList();
  }

  static TldStatus statusOf(Map<String, Recorded> present, String tld) {
    Recorded recorded = present.get(tld);
    return recorded == null ? TldStatus.SELL : recorded.status();
  }
}
