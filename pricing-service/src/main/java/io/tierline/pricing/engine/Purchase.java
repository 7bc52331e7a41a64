package io.tierline.pricing.engine;

import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Reason;
import io.tierline.pricing.engine.QuoteResult.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A purchase that may be made, and the price that counts for it.
 *
 * @param reached place of the highest slab the buyer has reached
 */
record Purchase(
    PriceBook book,
    PriceBook.Product product,
    PriceBook.Version version,
    QuoteRequest request,
    int reached,
    Instant at) {

  /**
   * @param lines that sum to the price
   * @param reasons the one that gave the price first
   */
  record Priced(List<Line.Years> lines, List<Reason> reasons) {}

  /**
   * A standard name: the specific price, else the lower total of the usual one and the best promo.
   *
   * @return nothing when no price is set
   */
  Optional<Priced> priced(BuyerTerms buyer) {
    Optional<UsualPrice> usual =
        Optional.ofNullable(version.table().find(request.action(), reached, request.years()))
            .map(found -> new UsualPrice(this, found));
    Optional<SpecificPrice.Fixed> specific = Pr5Specific.inForce(buyer, request, at);
    if (specific.isPresent()) {
      return Optional.of(bySpecific(specific.get(), usual));
    }
    return usual.map(this::byUsualOrPromo);
  }

  /** A premium name, by its cost and the seller's margin. */
  Priced premium(NameTier.Premium name, MarginRule rule) {
    Line.Years line =
        line(
            Pr19Premium.RULE,
            bought(request.years()) + " of a premium name",
            request.years(),
            Pr19Premium.perYear(name, rule, book.currency()));
    return new Priced(List.of(line), List.of(won(line)));
  }

  private Priced bySpecific(SpecificPrice.Fixed specific, Optional<UsualPrice> usual) {
    Line.Years line =
        line(
            Pr5Specific.RULE,
            bought(request.years()) + " at the price fixed for this buyer",
            request.years(),
            specific.perYear());
    return new Priced(List.of(line), new Reasons(() -> whySpecific(line, usual)));
  }

  private List<Reason> whySpecific(Line.Years line, Optional<UsualPrice> usual) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(won(line));
    usual.ifPresent(
        other -> {
          reasons.add(
              new Reason(
                  other.rule(),
                  Verdict.LOST,
                  book.money(other.perYear()),
                  "a specific price is set"));
          addPromos(reasons, Optional.empty(), _ -> "a specific price is set");
        });
    return reasons;
  }

  private Priced byUsualOrPromo(UsualPrice usual) {
    long usualTotal = Pr2PerYear.total(usual.perYear(), request.years());
    Optional<Promo> winner =
        Pr6Promo.best(version.list().promos(), request.action(), at)
            .filter(promo -> totalWith(promo, usual) < usualTotal);
    List<Line.Years> lines =
        winner
            .map(promo -> linesWith(promo, usual))
            .orElseGet(() -> List.of(usual.line(request.years())));
    return new Priced(lines, new Reasons(() -> whyUsualOrPromo(lines.getFirst(), usual, winner)));
  }

  private List<Reason> whyUsualOrPromo(Line.Years line, UsualPrice usual, Optional<Promo> winner) {
    long usualTotal = Pr2PerYear.total(usual.perYear(), request.years());
    List<Reason> reasons = new ArrayList<>();
    reasons.add(won(line));
    winner.ifPresent(
        promo ->
            reasons.add(
                new Reason(
                    usual.rule(),
                    Verdict.LOST,
                    book.money(usual.perYear()),
                    "%s in total, the promo %s"
                        .formatted(book.money(usualTotal), book.money(totalWith(promo, usual))))));
    addPromos(
        reasons,
        winner,
        promo ->
            winner.isPresent()
                ? "another promo costs no more"
                : "%s in total, the usual price %s"
                    .formatted(book.money(totalWith(promo, usual)), book.money(usualTotal)));
    usual.addOtherSlabs(reasons);
    usual.addOtherTenures(reasons);
    return reasons;
  }

  private long totalWith(Promo promo, UsualPrice usual) {
    return Pr6Promo.total(
        promo, product.terms().shortestTenure(request.action()), request.years(), usual.perYear());
  }

  private List<Line.Years> linesWith(Promo promo, UsualPrice usual) {
    int covered = product.terms().shortestTenure(request.action());
    Line.Years first =
        line(
            Pr6Promo.RULE,
            "%s at the promo '%s'".formatted(bought(covered), promo.name()),
            covered,
            promo.perYear());
    return request.years() == covered
        ? List.of(first)
        : List.of(first, usual.line(request.years() - covered));
  }

  private void addPromos(
      List<Reason> reasons, Optional<Promo> winner, Function<Promo, String> why) {
    for (Promo promo : version.list().promos()) {
      if (promo.actions().contains(request.action()) && winner.filter(promo::equals).isEmpty()) {
        reasons.add(
            new Reason(
                Pr6Promo.RULE,
                Verdict.LOST,
                book.money(promo.perYear()),
                "'%s': %s"
                    .formatted(
                        promo.name(),
                        promo.runs(at)
                            ? why.apply(promo)
                            : "it runs from %s to before %s"
                                .formatted(promo.start(), promo.end()))));
      }
    }
  }

  Line.Years line(String rule, String description, int years, long perYear) {
    return new Line.Years(
        rule,
        description,
        years,
        book.money(perYear),
        book.money(Pr2PerYear.total(perYear, years)));
  }

  static Reason won(Line.Years line) {
    return new Reason(line.rule(), Verdict.WON, line.perYear(), line.description());
  }

  /** What a line is charged for. */
  String bought(int years) {
    return request.product()
        + " "
        + request.action()
        + ", "
        + (years == 1 ? "1 year" : years + " years");
  }
}
