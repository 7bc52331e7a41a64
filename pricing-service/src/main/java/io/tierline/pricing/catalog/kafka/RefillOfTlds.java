package io.tierline.pricing.catalog.kafka;

import io.tierline.contracts.pricing.TldEvent;
import io.tierline.messaging.Refill;
import io.tierline.pricing.catalog.LoadCatalog;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** In one piece: as a file is loaded. */
@Component
class RefillOfTlds implements Refill {

  private static final String ALL = "all";

  private final LoadCatalog loadCatalog;

  RefillOfTlds(LoadCatalog loadCatalog) {
    this.loadCatalog = loadCatalog;
  }

  @Override
  public String topic() {
    return TldEvent.TOPIC;
  }

  @Override
  public Optional<Piece> appendNext(String after) {
    return after.equals(ALL)
        ? Optional.empty()
        : Optional.of(new Piece(ALL, loadCatalog.tellAgain()));
  }
}
