package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import java.time.Instant;
import java.util.List;

/**
 * That a change of cost left prices at or below cost (domain.md PR-12).
 *
 * @param causes of the changes that came together, each once
 * @param changedAt when the costs changed last
 */
public record MarginAlert(
    long id,
    SellerId seller,
    List<Cause> causes,
    int pricesTotal,
    Instant changedAt,
    Instant raisedAt) {

  public MarginAlert {
    causes = List.copyOf(causes);
  }
}
