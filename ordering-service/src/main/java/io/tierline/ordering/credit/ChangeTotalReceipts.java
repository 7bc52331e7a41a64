package io.tierline.ordering.credit;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.AccountEvent.TotalReceiptsCorrected;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.ordering.credit.TotalReceiptsChange.Author;
import io.tierline.ordering.credit.TotalReceiptsChange.Kind;
import java.time.Clock;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A parent changes what decides its sub-reseller's slab (domain.md PR-7, PR-8): whether a receipt
 * counts, or the figure itself. The credit is not touched.
 */
@Service
public class ChangeTotalReceipts {

  private final PartnerAccounts accounts;
  private final Outbox outbox;
  private final Clock clock;

  ChangeTotalReceipts(PartnerAccounts accounts, Outbox outbox, Clock clock) {
    this.accounts = accounts;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Who asks for it, of which sub-reseller, and why. */
  public record Request(SellerId parent, SellerId partner, String author, String reason) {}

  /** Whether a receipt counts for Total Receipts. */
  public enum Counting {
    COUNTED,
    NOT_COUNTED
  }

  /** What became of it. */
  public sealed interface Result {

    /**
     * @param version number of the latest change
     */
    record Now(Money totalReceipts, int version) implements Result {}

    /** The parent has no such partner, or it is not active yet. */
    record PartnerUnknown() implements Result {}

    record ReceiptUnknown() implements Result {}

    /** The figure was corrected to less than this receipt since. */
    record BelowZero(Money totalReceipts, Money receipt) implements Result {}

    record WrongCurrency(String expected) implements Result {}

    record OtherVersion(int current) implements Result {}
  }

  /** Says whether a receipt counts; saying what is so already changes nothing. */
  @Transactional
  public Result count(Request request, int receipt, Counting counting) {
    PartnerAccount account = lock(request).orElse(null);
    if (account == null) {
      return new Result.PartnerUnknown();
    }
    TotalReceiptsChange latest = accounts.latestChange(request.partner(), receipt).orElse(null);
    if (latest == null) {
      return new Result.ReceiptUnknown();
    }
    boolean count = counting == Counting.COUNTED;
    if (latest.counts() == count) {
      return new Result.Now(account.totalReceipts(), version(request.partner()));
    }
    Money amount = latest.amount();
    Money difference = count ? amount : amount.negated();
    if (account.totalReceipts().plus(difference).isNegative()) {
      return new Result.BelowZero(account.totalReceipts(), amount);
    }
    Kind kind = count ? Kind.COUNTED_AGAIN : Kind.NOT_COUNTED;
    return record(request, account, new Step(kind, receipt, amount, difference));
  }

  /**
   * Sets the figure.
   *
   * @param seenVersion the one the parent saw
   */
  @Transactional
  public Result correct(Request request, long seenVersion, Money totalReceipts) {
    PartnerAccount account = lock(request).orElse(null);
    if (account == null) {
      return new Result.PartnerUnknown();
    }
    if (!account.currency().equals(totalReceipts.getCurrencyUnit())) {
      return new Result.WrongCurrency(account.currency().getCode());
    }
    int version = version(request.partner());
    if (version != seenVersion) {
      return new Result.OtherVersion(version);
    }
    Money difference = totalReceipts.minus(account.totalReceipts());
    return difference.isZero()
        ? new Result.Now(totalReceipts, version)
        : record(request, account, new Step(Kind.CORRECTION, null, difference, difference));
  }

  private Optional<PartnerAccount> lock(Request request) {
    return accounts
        .lock(request.partner())
        .filter(account -> account.parent().equals(request.parent()));
  }

  private int version(SellerId partner) {
    return accounts.latestChange(partner).map(TotalReceiptsChange::number).orElse(0);
  }

  private record Step(Kind kind, @Nullable Integer receipt, Money amount, Money difference) {}

  private Result record(Request request, PartnerAccount account, Step step) {
    TotalReceiptsChange change =
        new TotalReceiptsChange(
            version(request.partner()) + 1,
            step.kind(),
            step.receipt(),
            step.amount(),
            step.difference(),
            account.totalReceipts().plus(step.difference()),
            new Author(request.author(), request.reason(), clock.instant()));
    accounts.record(account, change);
    outbox.append(
        new OutgoingMessage(
            AccountEvent.TOPIC,
            request.partner().toString(),
            request.parent().toString(),
            new TotalReceiptsCorrected(
                request.partner(),
                request.parent(),
                change.totalAfter(),
                account.webServicesOrders(),
                request.reason(),
                change.author().at())));
    return new Result.Now(change.totalAfter(), change.number());
  }
}
