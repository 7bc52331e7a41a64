package io.tierline.pricing.cost;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.specific.BuyerKey;
import io.tierline.pricing.specific.SpecificPrices;
import io.tierline.pricing.standing.PartnerStanding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** As ordering's events and the seller's specific prices tell it. */
public class StandingsOfBuyers implements Standings {

  private final io.tierline.pricing.standing.Standings standings;
  private final SpecificPrices specificPrices;

  public StandingsOfBuyers(
      io.tierline.pricing.standing.Standings standings, SpecificPrices specificPrices) {
    this.standings = standings;
    this.specificPrices = specificPrices;
  }

  @Override
  public Standing.OfSubReseller of(BuyerKey buyer, CurrencyUnit currency, Instant knownAt) {
    Optional<PartnerStanding> told =
        standings
            .find(new SellerId(buyer.buyer()))
            .filter(known -> known.parent().equals(buyer.seller()));
    Money receipts =
        told.map(PartnerStanding::totalReceipts)
            .filter(known -> known.getCurrencyUnit().equals(currency))
            .orElseGet(() -> Money.zero(currency));
    BuyerTerms terms =
        new BuyerTerms(
            specificPrices.of(List.of(buyer), knownAt).getOrDefault(buyer, List.of()), null);
    int webServicesOrders = told.map(PartnerStanding::webServicesOrders).orElse(0);
    return new Standing.OfSubReseller(receipts, webServicesOrders, terms);
  }
}
