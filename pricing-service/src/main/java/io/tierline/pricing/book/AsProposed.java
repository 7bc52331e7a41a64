package io.tierline.pricing.book;

import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.ProposedAmount;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedFee;
import io.tierline.pricing.engine.ProposedPromo;
import io.tierline.pricing.engine.ProposedSlab;
import io.tierline.pricing.engine.Slab;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a book has, written as its seller would write it: to check it once more beside what is new,
 * or to bring it back. Each piece stands where it would be found in the book as it is read.
 */
public record AsProposed(CurrencyUnit currency) {

  public List<ProposedSlab> slabs(List<Slab> slabs) {
    List<ProposedSlab> proposed = new ArrayList<>();
    for (Slab slab : slabs) {
      Long receipts = slab.receiptsAtLeast();
      proposed.add(
          new ProposedSlab(
              "slabs[%d]".formatted(proposed.size()),
              slab.number(),
              receipts == null ? null : amount(receipts),
              slab.webServicesOrdersAtLeast()));
    }
    return proposed;
  }

  public List<ProposedCell> cells(String product, PriceList prices) {
    return prices.cells().stream().map(cell -> cell(product, cell)).toList();
  }

  public ProposedCell cell(String product, PriceCell cell) {
    return new ProposedCell(
        "prices of %s %s, slab %d, %d year(s)"
            .formatted(product, cell.action(), cell.slab(), cell.years()),
        product,
        cell.action(),
        cell.slab(),
        cell.years(),
        amount(cell.perYear()));
  }

  public List<ProposedPromo> promos(String product, List<Promo> promos) {
    return promos.stream()
        .map(
            promo ->
                new ProposedPromo(
                    "promos of %s, '%s'".formatted(product, promo.name()),
                    product,
                    promo.id(),
                    promo.name(),
                    amount(promo.perYear()),
                    promo.actions(),
                    promo.start(),
                    promo.end()))
        .toList();
  }

  public Optional<ProposedFee> fee(String product, PriceList prices) {
    return Optional.ofNullable(prices.applicationFee())
        .map(
            fee ->
                new ProposedFee("applicationFees of %s".formatted(product), product, amount(fee)));
  }

  public ProposedAmount amount(long minorUnits) {
    return new ProposedAmount(
        Money.ofMinor(currency, minorUnits).getAmount().toPlainString(), currency.getCode());
  }
}
