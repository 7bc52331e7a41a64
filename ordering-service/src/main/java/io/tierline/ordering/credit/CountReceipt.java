package io.tierline.ordering.credit;

import io.tierline.ordering.credit.TotalReceiptsChange.Author;
import io.tierline.ordering.credit.TotalReceiptsChange.Kind;
import org.joda.money.Money;

/** Real money came in: Total Receipts grow by it (domain.md "Words"). */
final class CountReceipt {

  private CountReceipt() {}

  /** Of an account that was locked or opened in this transaction. */
  static TotalReceiptsChange of(
      PartnerAccounts accounts, PartnerAccount account, Money amount, Author author) {
    int number =
        accounts.latestChange(account.partner()).map(TotalReceiptsChange::number).orElse(0) + 1;
    TotalReceiptsChange receipt =
        new TotalReceiptsChange(
            number,
            Kind.RECEIPT,
            number,
            amount,
            amount,
            account.totalReceipts().plus(amount),
            author);
    accounts.record(account, receipt);
    return receipt;
  }
}
