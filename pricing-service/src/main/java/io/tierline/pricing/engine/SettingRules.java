package io.tierline.pricing.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;

/**
 * What prices must keep to before they are saved: first what each value must be, then what they
 * must be to each other. All refusals are told at once.
 */
public final class SettingRules {

  @FunctionalInterface
  private interface OfProposal {
    void check(PriceProposal proposal, Consumer<PriceRefusal> refusals);
  }

  @FunctionalInterface
  private interface OfProduct {
    void check(CandidatePrices candidate, Consumer<PriceRefusal> refusals);
  }

  private static final List<OfProposal> EACH_VALUE =
      List.of(
          Pr1ProductsAndActions::theChangeIsNotTooLarge,
          Pr1ProductsAndActions::everyProductIsInTheCatalog,
          Pr1ProductsAndActions::everyPriceIsGivenOnce,
          Pr18OneCurrency::everyAmountIsInTheSellingCurrency,
          AmountsAreExact::everyAmountFitsItsCurrency,
          Pr3Telescopic::tenureLiesWithinTheTld,
          Pr6Promo::everyPromoCanRun,
          Pr6Promo::everyPromoHasAUsualPrice,
          Pr7Slabs::slabsAreForSubResellers,
          Pr7Slabs::slabsAreNumberedAndHaveAThreshold,
          Pr9SubResellerTelescopic::onlyWhereTheOperatorAllowsIt,
          Pr13ApplicationFee::everyFeeIsOfATld);

  private static final List<OfProposal> SLABS = List.of(Pr7Slabs::thresholdsNeverFall);

  private static final List<OfProduct> EACH_PRODUCT =
      List.of(Pr7Slabs::basePriceIsSet, Pr7Slabs::slabPriceNeverRises);

  private SettingRules() {}

  /** The outcome: prices that keep to every rule, or all that is wrong with them. */
  public sealed interface Checked {

    /**
     * @param prices by product; each product named has at least one cell
     */
    record Accepted(List<Slab> slabs, Map<String, PriceList> prices) implements Checked {}

    record Refused(List<PriceRefusal> refusals) implements Checked {
      public Refused {
        refusals = List.copyOf(refusals);
      }
    }
  }

  public static Checked check(PriceProposal proposal) {
    Refusals refusals = new Refusals();
    for (OfProposal rule : EACH_VALUE) {
      rule.check(proposal, refusals);
    }
    if (refusals.none()) {
      SLABS.forEach(rule -> rule.check(proposal, refusals));
    }
    if (refusals.any()) {
      return new Checked.Refused(refusals.told);
    }
    List<Slab> slabs = proposal.slabs().stream().map(slab -> read(slab, proposal)).toList();
    Map<String, Map<PriceCell, String>> products = new LinkedHashMap<>();
    for (ProposedCell cell : proposal.cells()) {
      products
          .computeIfAbsent(cell.product(), _ -> new LinkedHashMap<>())
          .put(read(cell, proposal.sellingCurrency()), cell.path());
    }
    Map<String, List<Promo>> promos = promos(proposal);
    Map<String, Long> fees = applicationFees(proposal);
    Map<String, PriceList> accepted = new LinkedHashMap<>();
    products.forEach(
        (product, paths) -> {
          ProductTerms terms = proposal.terms().get(product);
          if (terms == null) {
            throw new IllegalStateException("An unknown product passed the rules: " + product);
          }
          CandidatePrices candidate =
              new CandidatePrices(
                  terms, slabs, PriceTable.compile(terms, slabs, paths.keySet()), paths);
          EACH_PRODUCT.forEach(rule -> rule.check(candidate, refusals));
          accepted.put(
              product,
              new PriceList(
                  List.copyOf(paths.keySet()),
                  promos.getOrDefault(product, List.of()),
                  fees.get(product)));
        });
    return refusals.any()
        ? new Checked.Refused(refusals.told)
        : new Checked.Accepted(slabs, accepted);
  }

  private static Slab read(ProposedSlab slab, PriceProposal proposal) {
    return new Slab(
        slab.number(),
        slab.receiptsAtLeast() == null
            ? null
            : Pr7Slabs.receiptsOf(slab, proposal.sellingCurrency()),
        slab.webServicesOrdersAtLeast());
  }

  private static PriceCell read(ProposedCell cell, CurrencyUnit currency) {
    return new PriceCell(
        cell.action(), cell.slab(), cell.years(), minorUnits(cell.perYear(), currency));
  }

  private static Map<String, List<Promo>> promos(PriceProposal proposal) {
    Map<String, List<Promo>> promos = new HashMap<>();
    for (ProposedPromo promo : proposal.prices().promos()) {
      promos
          .computeIfAbsent(promo.product(), _ -> new ArrayList<>())
          .add(
              new Promo(
                  promo.id(),
                  promo.name().strip(),
                  minorUnits(promo.perYear(), proposal.sellingCurrency()),
                  promo.actions(),
                  promo.start(),
                  promo.end()));
    }
    return promos;
  }

  private static Map<String, Long> applicationFees(PriceProposal proposal) {
    Map<String, Long> fees = new HashMap<>();
    for (ProposedFee fee : proposal.prices().applicationFees()) {
      fees.put(fee.product(), minorUnits(fee.amount(), proposal.sellingCurrency()));
    }
    return fees;
  }

  /** Of an amount that has been found exact. */
  private static long minorUnits(ProposedAmount amount, CurrencyUnit currency) {
    return Amounts.minorUnits(amount, currency, Limits.PRICE_MAX_MINOR_UNITS, _ -> {})
        .orElseThrow();
  }

  /** Keeps as many as a person would read. */
  private static final class Refusals implements Consumer<PriceRefusal> {
    private final List<PriceRefusal> told = new ArrayList<>();

    @Override
    public void accept(PriceRefusal refusal) {
      if (told.size() < Limits.REFUSALS_REPORTED_MAX) {
        told.add(refusal);
      }
    }

    boolean any() {
      return !told.isEmpty();
    }

    boolean none() {
      return told.isEmpty();
    }
  }
}
