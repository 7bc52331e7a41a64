package io.tierline.pricing.engine;

import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.QuoteResult.Reason;
import io.tierline.pricing.engine.QuoteResult.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A purchase whose charge was computed, in words.
 *
 * @param charge of this purchase alone: its reasons are worded when somebody reads them
 */
record Purchase(PriceBook book, QuoteRequest request, Instant at, Charge charge) {

  Quote quote() {
    List<Line.Years> price = priceLines();
    List<Line> lines = new ArrayList<>(price);
    if (charge.hasFee()) {
      lines.add(
          new Line.Once(
              Pr13ApplicationFee.RULE, Pr13ApplicationFee.NAME, book.money(charge.fee())));
    }
    Pr17Tax.Due taxes = charge.taxes();
    for (int i = 0; i < taxes.count(); i++) {
      TaxRule rule = taxes.rule(i);
      lines.add(
          new Line.Tax(
              Pr17Tax.RULE,
              rule.name(),
              rule.ratePercent(),
              book.money(taxes.on(i)),
              book.money(taxes.amount(i))));
    }
    DatedPrices dated = version().dated();
    return new Quote(
        book.money(charge.total()),
        lines,
        new Reasons(() -> reasons(price.getFirst())),
        dated.version(),
        dated.effectiveFrom());
  }

  private List<Line.Years> priceLines() {
    int years = request.years();
    return switch (charge.won()) {
      case USUAL -> List.of(usualWon().line(years));
      case PROMO -> promoLines(promoWon());
      case SPECIFIC ->
          List.of(
              line(
                  Pr5Specific.RULE,
                  bought(years) + " at the price fixed for this buyer",
                  years,
                  charge.perYear()));
      case PREMIUM ->
          List.of(
              line(
                  Pr19Premium.RULE, bought(years) + " of a premium name", years, charge.perYear()));
    };
  }

  private List<Line.Years> promoLines(Promo promo) {
    int covered = terms().shortestTenure(request.action());
    Line.Years first =
        line(
            Pr6Promo.RULE,
            "%s at the promo '%s'".formatted(bought(covered), promo.name()),
            covered,
            promo.perYear());
    return request.years() == covered
        ? List.of(first)
        : List.of(first, usualWon().line(request.years() - covered));
  }

  private List<Reason> reasons(Line.Years winner) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(new Reason(winner.rule(), Verdict.WON, winner.perYear(), winner.description()));
    switch (charge.won()) {
      case USUAL, PROMO -> whyUsualOrPromo(reasons);
      case SPECIFIC -> whySpecific(reasons);
      case PREMIUM -> {}
    }
    return reasons;
  }

  private void whySpecific(List<Reason> reasons) {
    UsualPrice usual = usual();
    if (usual != null) {
      reasons.add(
          new Reason(
              usual.rule(), Verdict.LOST, book.money(usual.perYear()), "a specific price is set"));
      addPromos(reasons, _ -> "a specific price is set");
    }
  }

  private void whyUsualOrPromo(List<Reason> reasons) {
    UsualPrice usual = usualWon();
    Promo winner = charge.winningPromo();
    long usualTotal = Pr2PerYear.total(usual.perYear(), request.years());
    if (winner != null) {
      reasons.add(
          new Reason(
              usual.rule(),
              Verdict.LOST,
              book.money(usual.perYear()),
              "%s in total, the promo %s"
                  .formatted(book.money(usualTotal), book.money(totalWith(winner, usual)))));
    }
    addPromos(
        reasons,
        promo ->
            winner != null
                ? "another promo costs no more"
                : "%s in total, the usual price %s"
                    .formatted(book.money(totalWith(promo, usual)), book.money(usualTotal)));
    usual.addOtherSlabs(reasons);
    usual.addOtherTenures(reasons);
  }

  private long totalWith(Promo promo, UsualPrice usual) {
    return Pr6Promo.total(
        promo, terms().shortestTenure(request.action()), request.years(), usual.perYear());
  }

  private void addPromos(List<Reason> reasons, Function<Promo, String> why) {
    for (Promo promo : version().list().promos()) {
      if (promo.actions().contains(request.action()) && !promo.equals(charge.winningPromo())) {
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

  private UsualPrice usualWon() {
    UsualPrice usual = usual();
    if (usual == null) {
      throw new IllegalStateException("What won has no price: " + request);
    }
    return usual;
  }

  /** Null when no price is set. */
  private @Nullable UsualPrice usual() {
    PriceTable.Found found =
        version().table().find(request.action(), charge.reached(), request.years());
    return found == null ? null : new UsualPrice(this, found);
  }

  private Promo promoWon() {
    Promo promo = charge.winningPromo();
    if (promo == null) {
      throw new IllegalStateException("No promo won: " + request);
    }
    return promo;
  }

  PriceBook.Version version() {
    return new PriceBook.Version(book, charge.row());
  }

  ProductTerms terms() {
    return book.assortment().terms(charge.product());
  }

  Line.Years line(String rule, String description, int years, long perYear) {
    return new Line.Years(
        rule,
        description,
        years,
        book.money(perYear),
        book.money(Pr2PerYear.total(perYear, years)));
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
