package io.tierline.ordering.credit;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.ordering.credit.TotalReceiptsChange.Author;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.ledger.Posting;
import io.tierline.ordering.ledger.PostingOutcome;
import io.tierline.ordering.ledger.Transfer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A parent records money that a partner sent by cheque or bank transfer (domain.md OR-2): credit
 * and Total Receipts grow by it.
 */
@Service
public class RecordReceipt {

  /**
   * @param reference what tells this payment from every other of the partner, e.g. the cheque's
   *     number; recording it twice is refused
   * @param author the client that records it
   */
  public record Receipt(
      SellerId parent,
      SellerId partner,
      Money amount,
      Method method,
      String reference,
      String author) {}

  /** How it came. */
  public enum Method {
    CHEQUE,
    BANK_TRANSFER;

    private String words() {
      return switch (this) {
        case CHEQUE -> "Cheque";
        case BANK_TRANSFER -> "Bank transfer";
      };
    }
  }

  /** What became of it. */
  public sealed interface Result {

    /**
     * @param number what the receipt is known by among the partner's
     */
    record Recorded(int number, Money amount, Money balance, Money totalReceipts)
        implements Result {}

    /** The parent has no such partner, or it is not active yet. */
    record PartnerUnknown() implements Result {}

    record WrongCurrency(String expected) implements Result {}

    /** Another amount or method was recorded under this reference, or this very receipt was. */
    record ReferenceUsed() implements Result {}
  }

  private final PartnerAccounts accounts;
  private final Ledger ledger;
  private final Outbox outbox;
  private final Clock clock;

  RecordReceipt(PartnerAccounts accounts, Ledger ledger, Outbox outbox, Clock clock) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Transactional
  public Result run(Receipt receipt) {
    PartnerAccount account =
        accounts
            .lock(receipt.partner())
            .filter(found -> found.parent().equals(receipt.parent()))
            .orElse(null);
    if (account == null) {
      return new Result.PartnerUnknown();
    }
    if (!account.currency().equals(receipt.amount().getCurrencyUnit())) {
      return new Result.WrongCurrency(account.currency().getCode());
    }
    Instant now = clock.instant();
    Account cash =
        ledger.open(receipt.parent(), new Holder.House(Holder.Role.CASH), account.currency(), now);
    String cause =
        "partner/%s/receipt/%s/%s"
            .formatted(receipt.partner(), receipt.method(), receipt.reference());
    PostingOutcome outcome =
        ledger.post(
            new Posting(
                cause,
                cause,
                now,
                List.of(
                    new Transfer(
                        cash.id(),
                        account.account(),
                        receipt.amount(),
                        receipt.method().words()))));
    return switch (outcome) {
      case PostingOutcome.Recorded recorded ->
          recorded(receipt, account, recorded.entries().getFirst().balanceAfter(), now);
      case PostingOutcome.Replayed _, PostingOutcome.KeyReused _ -> new Result.ReferenceUsed();
      case PostingOutcome.ShortOfFunds refusal ->
          throw new IllegalStateException("A receipt was refused: " + refusal);
    };
  }

  private Result recorded(Receipt receipt, PartnerAccount account, Money balance, Instant now) {
    Money amount = receipt.amount();
    TotalReceiptsChange counted =
        CountReceipt.of(
            accounts,
            account,
            amount,
            new Author(
                receipt.author(),
                "%s %s".formatted(receipt.method().words(), receipt.reference()),
                now));
    Money total = counted.totalAfter();
    SellerId partner = receipt.partner();
    SellerId parent = receipt.parent();
    tell(
        partner,
        parent,
        new AccountEvent.ReceiptRecorded(
            partner, parent, amount, total, account.webServicesOrders(), now));
    tell(partner, parent, new AccountEvent.AccountCredited(partner, parent, amount, balance, now));
    return new Result.Recorded(counted.number(), amount, balance, total);
  }

  private void tell(SellerId partner, SellerId parent, AccountEvent event) {
    outbox.append(
        new OutgoingMessage(AccountEvent.TOPIC, partner.toString(), parent.toString(), event));
  }
}
