package io.tierline.pricing.draft.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.ProductAction;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.pricing.book.http.PricesJson;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.draft.DraftSource;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.ProposedMargin;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.Rounding.BelowCost;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.Moments;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way of changing prices.
 *
 * @param change the body of {@code PUT /v1/price-books/{audience}}
 */
@Schema(
    example =
        """
        {"reason": "cost and a fifth",
         "margin": {"search": ["*.uk", "com"], "actions": ["REGISTER", "RENEW"],
                    "margins": [{"slab": 0, "percentOfCost": "20"}],
                    "rounding": {"afterPoint": "99"}}}
        """)
record NewDraftJson(
    @Nullable @Valid PricesJson change,
    @Nullable @Valid MarginJson margin,
    @Nullable @Valid RollbackJson rollbackTo,
    @Nullable
        @Size(max = 500)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
        String reason) {

  /**
   * @param search names of TLDs, {@code *} for any characters
   * @param margins one for each slab that shall be priced; slab 0 for customers
   */
  record MarginJson(
      @NotNull @Size(max = Limits.SEARCH_PATTERNS_MAX)
          List<@NotNull @Size(max = Limits.SEARCH_PATTERN_MAX_CHARACTERS) String> search,
      @NotNull @Size(max = 4) List<@NotNull ProductAction> actions,
      @NotNull @Size(max = Limits.SLABS_MAX + 1) List<@NotNull @Valid SlabMarginJson> margins,
      @Nullable @Valid RoundingJson rounding) {}

  record SlabMarginJson(
      @Nullable Integer slab,
      @Nullable @Size(max = 40) @Schema(example = "20") String percentOfCost,
      @Nullable @Valid AmountJson perYear) {}

  /**
   * @param beforePoint last digits of the whole part, e.g. {@code 9}
   * @param afterPoint last digits of the decimals, e.g. {@code 99}
   */
  record RoundingJson(
      @Nullable @Size(max = 10) String beforePoint,
      @Nullable @Size(max = 10) String afterPoint,
      @Nullable BelowCost belowCost) {

    private Rounding read() {
      return new Rounding(
          beforePoint, afterPoint, belowCost == null ? BelowCost.NEXT_ONE_UP : belowCost);
    }
  }

  /** One of the two. */
  record RollbackJson(@Nullable Instant at, @Nullable Long version) {}

  DraftSource source() {
    long ways = Stream.of(change, margin, rollbackTo).filter(Objects::nonNull).count();
    if (ways != 1) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "A draft comes from one of 'change', 'margin' and 'rollbackTo'; send exactly one.",
          Map.of("field", "change"));
    }
    if (change != null) {
      String why = reason == null ? change.reason() : reason;
      return new DraftSource.ByHand(
          new Content(change.changes(), why == null ? "" : why, change.start()));
    }
    String why = reason == null ? "" : reason;
    return margin != null ? byMargin(margin, why) : back(Objects.requireNonNull(rollbackTo), why);
  }

  private static DraftSource byMargin(MarginJson margin, String why) {
    Map<Integer, ProposedMargin> margins = new HashMap<>();
    for (int i = 0; i < margin.margins().size(); i++) {
      SlabMarginJson of = margin.margins().get(i);
      ProposedMargin proposed =
          new ProposedMargin(
              "margin.margins[%d]".formatted(i),
              of.percentOfCost(),
              of.perYear() == null ? null : of.perYear().proposed());
      if (margins.putIfAbsent(of.slab() == null ? 0 : of.slab(), proposed) != null) {
        throw new ProblemException(
            CommonProblems.INVALID_VALUE,
            "A slab has one margin; keep one.",
            Map.of("field", "margin.margins[%d].slab".formatted(i)));
      }
    }
    return new DraftSource.ByMargin(
        new ProductSearch("margin.search", margin.search()),
        Set.copyOf(margin.actions()),
        margins,
        margin.rounding() == null ? Rounding.none() : margin.rounding().read(),
        why);
  }

  private static DraftSource back(RollbackJson rollback, String why) {
    Instant at = Moments.within("rollbackTo.at", rollback.at());
    Long version = rollback.version();
    if ((at == null) == (version == null)) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "A book goes back to a moment or to a version of it; send 'at' or 'version'.",
          Map.of("field", "rollbackTo"));
    }
    return at != null
        ? new DraftSource.BackToMoment(at, why)
        : new DraftSource.BackToVersion(Objects.requireNonNull(version), why);
  }
}
