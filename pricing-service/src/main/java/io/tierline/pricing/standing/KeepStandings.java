package io.tierline.pricing.standing;

import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.AccountEvent.AccountCharged;
import io.tierline.contracts.ordering.AccountEvent.AccountCredited;
import io.tierline.contracts.ordering.AccountEvent.AccountOpened;
import io.tierline.contracts.ordering.AccountEvent.ReceiptRecorded;
import io.tierline.contracts.ordering.AccountEvent.TotalReceiptsCorrected;
import io.tierline.contracts.ordering.AccountEvent.WebServicesOrderCounted;

/**
 * Keeps what ordering says about Total Receipts and web-services orders: each of these events tells
 * both. Runs inside the inbox' transaction.
 */
public class KeepStandings {

  private final Standings standings;

  public KeepStandings(Standings standings) {
    this.standings = standings;
  }

  public void on(AccountEvent event) {
    switch (event) {
      case ReceiptRecorded receipt ->
          standings.put(
              new PartnerStanding(
                  receipt.partnerId(),
                  receipt.parentId(),
                  receipt.totalReceipts(),
                  receipt.webServicesOrders(),
                  receipt.occurredAt()));
      case TotalReceiptsCorrected corrected ->
          standings.put(
              new PartnerStanding(
                  corrected.partnerId(),
                  corrected.parentId(),
                  corrected.totalReceipts(),
                  corrected.webServicesOrders(),
                  corrected.occurredAt()));
      case WebServicesOrderCounted counted ->
          standings.put(
              new PartnerStanding(
                  counted.partnerId(),
                  counted.parentId(),
                  counted.totalReceipts(),
                  counted.webServicesOrders(),
                  counted.occurredAt()));
      case AccountOpened _, AccountCredited _, AccountCharged _ -> {}
    }
  }
}
