package io.tierline.pricing.rule.http;

import static org.springframework.http.HttpHeaders.ETAG;
import static org.springframework.http.HttpHeaders.IF_MATCH;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.Margin;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.ProposedMargin;
import io.tierline.pricing.engine.ProposedStandingMargin;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.StandingMargin.State;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.rule.ReadRules;
import io.tierline.pricing.rule.RuleKey;
import io.tierline.pricing.rule.RuleKind;
import io.tierline.pricing.rule.Rules.Margins;
import io.tierline.pricing.rule.SetRules;
import io.tierline.pricing.rule.SetRules.Save;
import io.tierline.pricing.rule.http.PremiumRuleController.RoundingJson;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/margin-rules/{audience}")
@Tag(name = "Margins", description = "What becomes of your margins when your costs change")
class MarginRuleController {

  private final SetRules setRules;
  private final ReadRules readRules;

  MarginRuleController(SetRules setRules, ReadRules readRules) {
    this.setRules = setRules;
    this.readRules = readRules;
  }

  @Schema(
      example =
          """
          {"reason": "a fifth on renewals",
           "rules": [{"state": "ON", "search": ["com", "net"], "actions": ["RENEW"],
                      "margins": [{"slab": 0, "percentOfCost": "20"}],
                      "rounding": {"afterPoint": "99"}}]}
          """)
  record MarginRulesJson(
      @NotNull @Size(max = 1_000) List<@NotNull @Valid MarginRuleJson> rules,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {

    List<ProposedStandingMargin> proposed() {
      return IntStream.range(0, rules.size())
          .mapToObj(i -> rules.get(i).proposed("rules[%d]".formatted(i)))
          .toList();
    }
  }

  /**
   * @param search names of TLDs, {@code *} for any characters
   * @param margins one for each slab whose prices shall be kept; slab 0 for base and for customers
   */
  record MarginRuleJson(
      @NotNull State state,
      @NotNull @Size(max = Limits.SEARCH_PATTERNS_MAX)
          List<@NotNull @Size(max = Limits.SEARCH_PATTERN_MAX_CHARACTERS) String> search,
      @NotNull @Size(max = 4) Set<@NotNull ProductAction> actions,
      @NotNull @Size(max = Limits.SLABS_MAX + 1) List<@NotNull @Valid KeptMarginJson> margins,
      @Nullable @Valid RoundingJson rounding) {

    private ProposedStandingMargin proposed(String path) {
      Map<Integer, ProposedMargin> bySlab = new HashMap<>();
      for (int i = 0; i < margins.size(); i++) {
        String field = "%s.margins[%d]".formatted(path, i);
        if (bySlab.putIfAbsent(margins.get(i).slabNumber(), margins.get(i).proposed(field))
            != null) {
          throw new ProblemException(
              CommonProblems.INVALID_VALUE,
              "A slab has one margin; keep one.",
              Map.of("field", field + ".slab"));
        }
      }
      return new ProposedStandingMargin(
          path,
          state,
          new ProductSearch(path + ".search", search),
          actions,
          bySlab,
          rounding == null ? Rounding.none() : rounding.rounding());
    }

    private static MarginRuleJson of(StandingMargin rule) {
      return new MarginRuleJson(
          rule.state(),
          rule.plan().search().patterns(),
          new TreeSet<>(rule.plan().actions()),
          new TreeMap<>(rule.plan().margins())
              .entrySet().stream()
                  .map(entry -> KeptMarginJson.of(entry.getKey(), entry.getValue()))
                  .toList(),
          RoundingJson.of(rule.plan().rounding()));
    }
  }

  record KeptMarginJson(
      @Nullable Integer slab,
      @Nullable @Size(max = 40) @Schema(example = "20") String percentOfCost,
      @Nullable @Valid @Schema(description = "Instead of percentOfCost") AmountJson perYear) {

    private int slabNumber() {
      return slab == null ? 0 : slab;
    }

    private ProposedMargin proposed(String path) {
      return new ProposedMargin(path, percentOfCost, perYear == null ? null : perYear.proposed());
    }

    private static KeptMarginJson of(int slab, Margin margin) {
      return switch (margin) {
        case Margin.OfCost ofCost ->
            new KeptMarginJson(slab, ofCost.percent().toPlainString(), null);
        case Margin.Absolute absolute ->
            new KeptMarginJson(slab, null, AmountJson.of(absolute.perYear()));
      };
    }
  }

  record RecordedMarginRulesJson(Audience audience, long version, List<MarginRuleJson> rules) {

    private static RecordedMarginRulesJson of(Audience audience, Margins margins) {
      return new RecordedMarginRulesJson(
          audience, margins.version(), margins.rules().stream().map(MarginRuleJson::of).toList());
    }
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Your standing margin rules, now or as of a past moment",
      description = "None, and version 0, before the first.")
  ResponseEntity<RecordedMarginRulesJson> read(
      @PathVariable Audience audience,
      @RequestParam(required = false) @Nullable Instant at,
      @CurrentSeller SellerId seller) {
    Margins margins = readRules.margins(key(seller, audience), Moments.within("at", at));
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(margins.version()))
        .body(RecordedMarginRulesJson.of(audience, margins));
  }

  @PutMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Set your standing margin rules: the whole list",
      description =
          "When your costs change, a draft with origin PROPOSAL says which prices keep your margins."
              + " It changes nothing until you publish it. Of an action of a TLD the first rule that"
              + " is ON and finds it counts; what you have no price for is not priced.")
  ResponseEntity<RuleChangeJson> set(
      @PathVariable Audience audience,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody MarginRulesJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    return RuleAnswers.of(
        setRules.setMargins(
            new Save(
                seller,
                SeenVersion.of(ifMatch),
                caller.getName(),
                body.reason() == null ? "" : body.reason()),
            audience,
            body.proposed()));
  }

  @GetMapping("/history")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Every change of your standing margin rules: who, when, why")
  Page<RuleChangeJson> history(
      @PathVariable Audience audience, PageRequest page, @CurrentSeller SellerId seller) {
    return Page.of(
            readRules.history(
                key(seller, audience), page.afterNumber().orElse(Long.MAX_VALUE), page.rows()),
            page,
            change -> Long.toString(change.version()))
        .map(RuleChangeJson::of);
  }

  private static RuleKey key(SellerId seller, Audience audience) {
    return new RuleKey(seller, RuleKind.margin(audience));
  }
}
