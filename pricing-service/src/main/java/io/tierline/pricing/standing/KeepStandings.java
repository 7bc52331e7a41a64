package io.tierline.pricing.standing;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.AccountEvent.AccountCharged;
import io.tierline.contracts.ordering.AccountEvent.AccountCredited;
import io.tierline.contracts.ordering.AccountEvent.AccountOpened;
import io.tierline.contracts.ordering.AccountEvent.ReceiptRecorded;
import io.tierline.contracts.ordering.AccountEvent.TotalReceiptsCorrected;
import io.tierline.contracts.ordering.AccountEvent.WebServicesOrderCounted;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceBooks;
import io.tierline.pricing.book.PriceBooks.Slabs;
import io.tierline.pricing.engine.BuyerTerms;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what ordering says about Total Receipts and web-services orders: each of these events tells
 * both. A standing that reaches another slab of the parent changes what the partner pays, and
 * leaves a change of its costs (domain.md PR-7, PR-12). Runs inside the inbox' transaction, which
 * lets one event of a partner through at a time.
 */
public class KeepStandings {

  private final Standings standings;
  private final PriceBooks books;
  private final Clock clock;

  public KeepStandings(Standings standings, PriceBooks books, Clock clock) {
    this.standings = standings;
    this.books = books;
    this.clock = clock;
  }

  public void on(AccountEvent event) {
    switch (event) {
      case ReceiptRecorded receipt ->
          keep(
              new PartnerStanding(
                  receipt.partnerId(),
                  receipt.parentId(),
                  receipt.totalReceipts(),
                  receipt.webServicesOrders(),
                  receipt.occurredAt()));
      case TotalReceiptsCorrected corrected ->
          keep(
              new PartnerStanding(
                  corrected.partnerId(),
                  corrected.parentId(),
                  corrected.totalReceipts(),
                  corrected.webServicesOrders(),
                  corrected.occurredAt()));
      case WebServicesOrderCounted counted ->
          keep(
              new PartnerStanding(
                  counted.partnerId(),
                  counted.parentId(),
                  counted.totalReceipts(),
                  counted.webServicesOrders(),
                  counted.occurredAt()));
      case AccountOpened _, AccountCredited _, AccountCharged _ -> {}
    }
  }

  private void keep(PartnerStanding after) {
    PartnerStanding before =
        standings
            .find(after.partner())
            .filter(known -> known.parent().equals(after.parent()))
            .orElse(null);
    standings.put(after);
    books
        .slabs(new BookKey(after.parent(), Audience.SUB_RESELLER))
        .filter(slabs -> !slabs.slabs().isEmpty())
        .ifPresent(slabs -> standings.record(change(before, after, slabs)));
  }

  private StandingChange change(
      @Nullable PartnerStanding before, PartnerStanding after, Slabs slabs) {
    int slabBefore =
        (before == null
                ? PartnerStanding.ofNobody(slabs.currency(), BuyerTerms.none())
                : before.in(slabs.currency(), BuyerTerms.none()))
            .slabReached(slabs.slabs());
    int slabAfter = after.in(slabs.currency(), BuyerTerms.none()).slabReached(slabs.slabs());
    return new StandingChange(
        after.partner(),
        after.parent(),
        before,
        slabBefore,
        slabAfter,
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
