package io.tierline.contracts.ordering;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Objects;
import org.joda.money.Money;

/**
 * A partner's prepaid credit account with its parent (domain.md OR-1). Key: the partner's seller
 * id.
 */
public sealed interface AccountEvent {

  String TOPIC = "ordering.account";

  /** The partner whose account it is. */
  SellerId partnerId();

  /** The seller the account is with. */
  SellerId parentId();

  Instant occurredAt();

  @JsonTypeName("account.opened.v1")
  record AccountOpened(SellerId partnerId, SellerId parentId, String currency, Instant occurredAt)
      implements AccountEvent {

    public AccountOpened {
      Objects.requireNonNull(partnerId, "partnerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  /**
   * @param amount what was added to the credit
   * @param balance the credit after it
   */
  @JsonTypeName("account.credited.v1")
  record AccountCredited(
      SellerId partnerId, SellerId parentId, Money amount, Money balance, Instant occurredAt)
      implements AccountEvent {

    public AccountCredited {
      Objects.requireNonNull(partnerId, "partnerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(balance, "balance");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  /** The credit paid for an order. */
  @JsonTypeName("account.charged.v1")
  record AccountCharged(
      SellerId partnerId,
      SellerId parentId,
      Money amount,
      Money balance,
      String cause,
      Instant occurredAt)
      implements AccountEvent {

    public AccountCharged {
      Objects.requireNonNull(partnerId, "partnerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(balance, "balance");
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  /**
   * Real money came in: Total Receipts grow (domain.md "Words"), unless the parent said that this
   * receipt does not count.
   *
   * @param totalReceipts all receipts of this partner that count so far
   * @param webServicesOrders the other half of its standing, as it is (domain.md PR-7)
   */
  @JsonTypeName("receipt.recorded.v1")
  record ReceiptRecorded(
      SellerId partnerId,
      SellerId parentId,
      Money amount,
      Money totalReceipts,
      int webServicesOrders,
      Instant occurredAt)
      implements AccountEvent {

    public ReceiptRecorded {
      Objects.requireNonNull(partnerId, "partnerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(totalReceipts, "totalReceipts");
      Objects.requireNonNull(occurredAt, "occurredAt");
      requireCounted(webServicesOrders);
    }
  }

  /**
   * The parent changed Total Receipts without money coming in: a receipt no longer counts, or
   * counts again, or the figure was corrected (domain.md PR-8).
   *
   * @param totalReceipts what they are from now on
   * @param webServicesOrders the other half of its standing, as it is
   */
  @JsonTypeName("total-receipts.corrected.v1")
  record TotalReceiptsCorrected(
      SellerId partnerId,
      SellerId parentId,
      Money totalReceipts,
      int webServicesOrders,
      String reason,
      Instant occurredAt)
      implements AccountEvent {

    public TotalReceiptsCorrected {
      Objects.requireNonNull(partnerId, "partnerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(totalReceipts, "totalReceipts");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(occurredAt, "occurredAt");
      requireCounted(webServicesOrders);
    }
  }

  /**
   * The partner bought a web service from its parent, for itself or for those below it, and it was
   * carried out (domain.md PR-7).
   *
   * @param webServicesOrders how many there are now
   * @param totalReceipts the other half of its standing, as it is
   */
  @JsonTypeName("web-services-order.counted.v1")
  record WebServicesOrderCounted(
      SellerId partnerId,
      SellerId parentId,
      int webServicesOrders,
      Money totalReceipts,
      Instant occurredAt)
      implements AccountEvent {

    public WebServicesOrderCounted {
      Objects.requireNonNull(partnerId, "partnerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(totalReceipts, "totalReceipts");
      Objects.requireNonNull(occurredAt, "occurredAt");
      if (webServicesOrders < 1) {
        throw new IllegalArgumentException(
            "The order that was counted is one of them, not " + webServicesOrders);
      }
    }
  }

  private static void requireCounted(int webServicesOrders) {
    if (webServicesOrders < 0) {
      throw new IllegalArgumentException(
          "Orders of web services are counted from 0, not " + webServicesOrders);
    }
  }
}
