package io.tierline.pricing.tldstatus.kafka;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.TldStatusEvent;
import io.tierline.messaging.Refill;
import io.tierline.pricing.tldstatus.TellTldStatusesAgain;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class RefillOfTldStatuses implements Refill {

  private final TellTldStatusesAgain tellTldStatusesAgain;

  RefillOfTldStatuses(TellTldStatusesAgain tellTldStatusesAgain) {
    this.tellTldStatusesAgain = tellTldStatusesAgain;
  }

  @Override
  public String topic() {
    return TldStatusEvent.TOPIC;
  }

  @Override
  public Optional<Piece> appendNext(String after) {
    List<SellerId> told =
        tellTldStatusesAgain.tellNext(after.isEmpty() ? null : SellerId.of(after));
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(new Piece(told.getLast().toString(), told.size()));
  }
}
