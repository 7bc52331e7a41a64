package io.tierline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.ordering.AccountEvent.ReceiptRecorded;
import io.tierline.contracts.ordering.AccountEvent.TotalReceiptsCorrected;
import io.tierline.contracts.ordering.AccountEvent.WebServicesOrderCounted;
import java.time.Instant;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class AccountEventTest {

  private static final SellerId PARTNER = new SellerId(1002);
  private static final SellerId PARENT = new SellerId(1001);
  private static final Money TEN = Money.parse("USD 10.00");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aPartnerMayHaveBoughtNoWebServiceYet() {
    assertThat(receipt(0).webServicesOrders()).isZero();
    assertThat(correction(0).webServicesOrders()).isZero();
  }

  @Test
  void ordersOfWebServicesAreNeverLessThanNone() {
    assertThatThrownBy(() -> receipt(-1)).hasMessageContaining("not -1");
    assertThatThrownBy(() -> correction(-1)).hasMessageContaining("not -1");
    assertThatThrownBy(() -> new WebServicesOrderCounted(PARTNER, PARENT, 0, TEN, NOW))
        .hasMessageContaining("not 0");
  }

  private static ReceiptRecorded receipt(int webServicesOrders) {
    return new ReceiptRecorded(PARTNER, PARENT, TEN, TEN, webServicesOrders, NOW);
  }

  private static TotalReceiptsCorrected correction(int webServicesOrders) {
    return new TotalReceiptsCorrected(PARTNER, PARENT, TEN, webServicesOrders, "bounced", NOW);
  }
}
