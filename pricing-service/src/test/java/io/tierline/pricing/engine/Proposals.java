package io.tierline.pricing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.SettingRules.Checked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A seller at work, in the words of its trade: {@code customerPrices().of("com").register(1,
 * "10")}.
 */
final class Proposals {

  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final Audience audience;
  private final List<ProposedSlab> slabs = new ArrayList<>();
  private final List<ProposedCell> cells = new ArrayList<>();
  private final List<ProposedPromo> promos = new ArrayList<>();
  private final List<ProposedFee> fees = new ArrayList<>();
  private final Map<String, ProductTerms> terms = new HashMap<>();
  private final Map<String, TldStatus> statuses = new HashMap<>();
  private final Map<String, Instant> withdrawals = new HashMap<>();
  private SellerRules rules = SellerRules.none();
  private CurrencyUnit selling = CurrencyUnit.USD;
  private String named = "USD";
  private String product = "com";

  private Proposals(Audience audience) {
    this.audience = audience;
    know("com", 1, 10, SubResellerPricing.SAME_FOR_EVERY_TENURE);
    know("uk", 1, 10, SubResellerPricing.TELESCOPIC);
    know("sg", 1, 2, SubResellerPricing.SAME_FOR_EVERY_TENURE);
    terms.put(
        "privacy",
        new ProductTerms(
            "privacy",
            ProductKind.PRIVACY,
            1,
            10,
            EnumSet.of(ProductAction.REGISTER, ProductAction.RENEW),
            SubResellerPricing.SAME_FOR_EVERY_TENURE,
            null));
  }

  static Proposals customerPrices() {
    return new Proposals(Audience.CUSTOMER);
  }

  static Proposals subResellerPrices() {
    return new Proposals(Audience.SUB_RESELLER);
  }

  private void know(String tld, int minYears, int maxYears, SubResellerPricing pricing) {
    terms.put(tld, ProductTerms.ofTld(tld, minYears, maxYears, pricing));
  }

  Proposals sellingIn(String currency) {
    selling = CurrencyUnit.of(currency);
    named = currency;
    return this;
  }

  Proposals naming(String currency) {
    named = currency;
    return this;
  }

  Proposals of(String product) {
    this.product = product;
    return this;
  }

  Proposals register(int years, String perYear) {
    return cell(ProductAction.REGISTER, 0, years, perYear);
  }

  Proposals renew(int years, String perYear) {
    return cell(ProductAction.RENEW, 0, years, perYear);
  }

  Proposals slabPrice(int slab, int years, String perYear) {
    return cell(ProductAction.RENEW, slab, years, perYear);
  }

  Proposals cell(ProductAction action, int slab, int years, String perYear) {
    return cell(action, slab, years, new ProposedAmount(perYear, named));
  }

  Proposals cell(ProductAction action, int slab, int years, ProposedAmount perYear) {
    cells.add(
        new ProposedCell(
            "prices[%d]".formatted(cells.size()), product, action, slab, years, perYear));
    return this;
  }

  Proposals slab(int number, @Nullable String receipts, @Nullable Integer orders) {
    slabs.add(
        new ProposedSlab(
            "slabs[%d]".formatted(slabs.size()),
            number,
            receipts == null ? null : new ProposedAmount(receipts, named),
            orders));
    return this;
  }

  /** A week from {@link #NOW} on. */
  Proposals promo(String name, String perYear, ProductAction... actions) {
    return promo(name, perYear, NOW, NOW.plus(Duration.ofDays(7)), actions);
  }

  Proposals promo(
      String name, String perYear, Instant start, Instant end, ProductAction... actions) {
    promos.add(
        new ProposedPromo(
            "promos[%d]".formatted(promos.size()),
            product,
            promoId(name),
            name,
            new ProposedAmount(perYear, named),
            Set.of(actions),
            start,
            end));
    return this;
  }

  static UUID promoId(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  Proposals applicationFee(String amount) {
    fees.add(
        new ProposedFee(
            "applicationFees[%d]".formatted(fees.size()),
            product,
            new ProposedAmount(amount, named)));
    return this;
  }

  /** The TLD is in sunrise for a week from {@link #NOW} on. */
  Proposals inSunrise() {
    terms.computeIfPresent(
        product,
        (_, known) ->
            known.withSunrise(
                new Sunrise(NOW, NOW.plus(Duration.ofDays(7)), Sunrise.ApplicationFee.CHARGED)));
    return this;
  }

  Proposals withTenures(int minYears, int maxYears) {
    terms.put(
        product, ProductTerms.ofTld(product, minYears, maxYears, SubResellerPricing.TELESCOPIC));
    return this;
  }

  Proposals status(TldStatus status) {
    statuses.put(product, status);
    return this;
  }

  /** In its second version. */
  Proposals withdrawnAt(Instant moment) {
    withdrawals.put(product, moment);
    return this;
  }

  Proposals taxes(TaxRule... taxes) {
    rules = new SellerRules(List.of(taxes), rules.premium());
    return this;
  }

  Proposals premium(MarginRule rule) {
    rules = new SellerRules(rules.taxes(), rule);
    return this;
  }

  PriceProposal proposal() {
    return new PriceProposal(
        audience, selling, named, slabs, new ProposedPrices(cells, promos, fees), terms);
  }

  /** The first of {@link #refusals}. */
  String refusal() {
    return refusals().getFirst();
  }

  /** Each as {@code code field rule}; fails when nothing was refused. */
  List<String> refusals() {
    Checked checked = SettingRules.check(proposal());
    assertThat(checked).isInstanceOf(Checked.Refused.class);
    List<PriceRefusal> refusals = ((Checked.Refused) checked).refusals();
    assertThat(refusals).extracting(PriceRefusal::reason).noneMatch(String::isBlank);
    return refusals.stream()
        .map(each -> "%s %s %s".formatted(each.code(), each.field(), each.rule()))
        .toList();
  }

  PriceBook book() {
    return PriceBook.compile(prices());
  }

  BookPrices prices() {
    Checked checked = SettingRules.check(proposal());
    assertThat(checked).isInstanceOf(Checked.Accepted.class);
    Checked.Accepted accepted = (Checked.Accepted) checked;
    return new BookPrices(
        audience,
        selling,
        accepted.slabs(),
        accepted.prices().entrySet().stream()
            .map(
                entry ->
                    new BookPrices.ProductPrices(
                        knownTerms(entry.getKey()),
                        statuses.getOrDefault(entry.getKey(), TldStatus.SELL),
                        versions(entry.getKey(), entry.getValue())))
            .toList(),
        rules);
  }

  private List<DatedPrices> versions(String product, PriceList prices) {
    DatedPrices first = new DatedPrices.Published(1, NOW, prices);
    Instant withdrawn = withdrawals.get(product);
    return withdrawn == null
        ? List.of(first)
        : List.of(first, new DatedPrices.Withdrawn(2, withdrawn));
  }

  private ProductTerms knownTerms(String product) {
    ProductTerms known = terms.get(product);
    if (known == null) {
      throw new IllegalArgumentException(product);
    }
    return known;
  }

  static Standing customer() {
    return new Standing.OfCustomer(BuyerTerms.none());
  }

  /** A customer for whom a price is fixed from {@link #NOW} on. */
  static Standing customerWith(String product, ProductAction action, String perYear) {
    return new Standing.OfCustomer(fixed(product, action, perYear));
  }

  static BuyerTerms fixed(String product, ProductAction action, String perYear) {
    return new BuyerTerms(
        List.of(
            new SpecificPrice.Fixed(
                product, action, 1, NOW, Money.parse("USD " + perYear).getAmountMinorLong())),
        null);
  }

  static Standing customerIn(String country, @Nullable String region) {
    return new Standing.OfCustomer(new BuyerTerms(List.of(), new Place(country, region)));
  }

  static Standing partner(String receipts, int orders) {
    return new Standing.OfSubReseller(Money.parse("USD " + receipts), orders, BuyerTerms.none());
  }
}
