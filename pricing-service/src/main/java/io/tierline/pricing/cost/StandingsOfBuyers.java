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
    SellerId partner = new SellerId(buyer.buyer());
    Optional<PartnerStanding> told =
        knownAt.equals(SpecificPrices.LATEST)
            ? standings.find(partner)
            : standings.asKnownAt(partner, knownAt);
    BuyerTerms terms =
        new BuyerTerms(
            specificPrices.of(List.of(buyer), knownAt).getOrDefault(buyer, List.of()), null);
    return told.filter(known -> known.parent().equals(buyer.seller()))
        .map(known -> known.in(currency, terms))
        .orElseGet(() -> PartnerStanding.ofNobody(currency, terms));
  }
}
