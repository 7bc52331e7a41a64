package io.tierline.pricing.book.kafka;

import io.tierline.messaging.WatermarkGate;
import io.tierline.pricing.book.PublishDueChanges;
import org.springframework.stereotype.Component;

/**
 * A scheduled change that has started without being on the bus would be missing under a watermark:
 * caches would vouch for the price before it.
 */
@Component
class NothingIsLate implements WatermarkGate {

  private final PublishDueChanges publishDueChanges;

  NothingIsLate(PublishDueChanges publishDueChanges) {
    this.publishDueChanges = publishDueChanges;
  }

  @Override
  public boolean isOpen() {
    return publishDueChanges.late().isEmpty();
  }
}
