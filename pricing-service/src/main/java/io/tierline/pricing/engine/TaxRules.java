package io.tierline.pricing.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a seller's taxes must be, and places where they are due (domain.md PR-17). */
public final class TaxRules {

  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
  private static final Pattern REGION = Pattern.compile("[A-Z0-9]{1,3}");
  private static final Pattern RATE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,30})?");

  private TaxRules() {}

  /**
   * @param taxes in the order they apply
   * @return those that could be read, in that order
   */
  public static List<TaxRule> check(List<ProposedTax> taxes, Consumer<PriceRefusal> refusals) {
    if (taxes.size() > Limits.TAX_RULES_MAX) {
      refusals.accept(PriceRefusal.tooMany("taxes", taxes.size(), Limits.TAX_RULES_MAX));
      return List.of();
    }
    List<TaxRule> read = new ArrayList<>();
    Map<Place, Integer> perPlace = new HashMap<>();
    for (ProposedTax tax : taxes) {
      Names.check(tax.field("name"), "PR-17", tax.name(), refusals);
      if (tax.kinds().isEmpty()) {
        refusals.accept(PriceRefusal.taxOnNothing(tax.field("kinds")));
      }
      Optional<Place> place = place(tax.path(), tax.country(), tax.region(), refusals);
      Optional<BigDecimal> rate = rate(tax, refusals);
      if (place.isPresent() && rate.isPresent()) {
        read.add(
            new TaxRule(tax.name().strip(), place.get(), tax.kinds(), rate.get(), tax.basis()));
        if (perPlace.merge(place.get(), 1, Integer::sum) == Limits.TAXES_PER_PLACE_MAX + 1) {
          refusals.accept(PriceRefusal.tooManyTaxes(tax.path(), Limits.TAXES_PER_PLACE_MAX));
        }
      }
    }
    return read;
  }

  /**
   * @param path of what holds {@code country} and {@code region}
   */
  public static Optional<Place> place(
      String path, String country, @Nullable String region, Consumer<PriceRefusal> refusals) {
    if (!COUNTRIES.contains(country)) {
      refusals.accept(PriceRefusal.unknownCountry(path + ".country", country));
      return Optional.empty();
    }
    if (region != null && !REGION.matcher(region).matches()) {
      refusals.accept(PriceRefusal.regionUnreadable(path + ".region"));
      return Optional.empty();
    }
    return Optional.of(new Place(country, region));
  }

  private static Optional<BigDecimal> rate(ProposedTax tax, Consumer<PriceRefusal> refusals) {
    if (!RATE.matcher(tax.ratePercent()).matches()) {
      refusals.accept(PriceRefusal.taxRateOutOfRange(tax.field("ratePercent")));
      return Optional.empty();
    }
    BigDecimal rate = new BigDecimal(tax.ratePercent());
    if (rate.scale() > Limits.TAX_RATE_DECIMALS_MAX
        || rate.compareTo(BigDecimal.valueOf(Limits.TAX_RATE_MAX_PERCENT)) > 0) {
      refusals.accept(PriceRefusal.taxRateOutOfRange(tax.field("ratePercent")));
      return Optional.empty();
    }
    return Optional.of(rate);
  }
}
