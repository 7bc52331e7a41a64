package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.pricing.margin.MarginAlerts.AlertKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.transaction.annotation.Transactional;

/** A seller's alerts. */
public class ReadMarginAlerts {

  private final MarginAlerts alerts;

  public ReadMarginAlerts(MarginAlerts alerts) {
    this.alerts = alerts;
  }

  @Transactional(readOnly = true)
  public List<MarginAlert> page(SellerId seller, OptionalLong before, int limit) {
    return alerts.page(seller, before, limit);
  }

  /** What one of them lists; nothing when the seller has no such alert. */
  @Transactional(readOnly = true)
  public Optional<List<PriceAtOrBelowCost>> prices(AlertKey alert, long from, int limit) {
    return alerts.prices(alert, from, limit);
  }
}
