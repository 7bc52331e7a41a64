package io.tierline.pricing.rule.http;

import static org.springframework.http.HttpHeaders.ETAG;
import static org.springframework.http.HttpHeaders.IF_MATCH;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.engine.Margin;
import io.tierline.pricing.engine.MarginRule;
import io.tierline.pricing.engine.ProposedMargin;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.Rounding.BelowCost;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.rule.ReadRules;
import io.tierline.pricing.rule.RuleKey;
import io.tierline.pricing.rule.RuleKind;
import io.tierline.pricing.rule.Rules.Premium;
import io.tierline.pricing.rule.SetRules;
import io.tierline.pricing.rule.SetRules.Save;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/premium-rule/{audience}")
@Tag(name = "Premium names", description = "Names a registry asks a price of its own for")
class PremiumRuleController {

  private final SetRules setRules;
  private final ReadRules readRules;

  PremiumRuleController(SetRules setRules, ReadRules readRules) {
    this.setRules = setRules;
    this.readRules = readRules;
  }

  @Schema(
      example =
          """
          {"percentOfCost": "20", "rounding": {"afterPoint": "99"}, "reason": "margin on premium names"}
          """)
  record PremiumRuleJson(
      @Nullable @Size(max = 40) @Schema(example = "20") String percentOfCost,
      @Nullable @Valid @Schema(description = "Instead of percentOfCost") AmountJson perYear,
      @Nullable @Valid RoundingJson rounding,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {

    ProposedMargin proposed() {
      return new ProposedMargin(
          "margin", percentOfCost, perYear == null ? null : perYear.proposed());
    }

    Rounding wanted() {
      return rounding == null ? Rounding.none() : rounding.rounding();
    }
  }

  record RoundingJson(
      @Nullable @Size(max = 20) @Schema(example = "9") String beforePoint,
      @Nullable @Size(max = 20) @Schema(example = "99") String afterPoint,
      @Nullable @Schema(description = "NEXT_ONE_UP unless given") BelowCost belowCost) {

    static RoundingJson of(Rounding rounding) {
      return new RoundingJson(rounding.beforePoint(), rounding.afterPoint(), rounding.belowCost());
    }

    Rounding rounding() {
      return new Rounding(
          beforePoint, afterPoint, belowCost == null ? BelowCost.NEXT_ONE_UP : belowCost);
    }
  }

  /**
   * @param set whether there is a rule; without one premium names are not sold
   */
  record RecordedPremiumRuleJson(
      Audience audience,
      long version,
      boolean set,
      @Nullable String percentOfCost,
      @Nullable AmountJson perYear,
      @Nullable RoundingJson rounding) {

    static RecordedPremiumRuleJson of(Audience audience, Premium premium) {
      MarginRule rule = premium.rule();
      if (rule == null) {
        return new RecordedPremiumRuleJson(audience, premium.version(), false, null, null, null);
      }
      RoundingJson rounding = RoundingJson.of(rule.rounding());
      return switch (rule.margin()) {
        case Margin.OfCost ofCost ->
            new RecordedPremiumRuleJson(
                audience,
                premium.version(),
                true,
                ofCost.percent().toPlainString(),
                null,
                rounding);
        case Margin.Absolute absolute ->
            new RecordedPremiumRuleJson(
                audience,
                premium.version(),
                true,
                null,
                AmountJson.of(absolute.perYear()),
                rounding);
      };
    }
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "How you price premium names, now or as of a past moment",
      description = "Without a rule premium names are not sold; never at the standard price.")
  ResponseEntity<RecordedPremiumRuleJson> read(
      @PathVariable Audience audience,
      @RequestParam(required = false) @Nullable Instant at,
      @CurrentSeller SellerId seller) {
    Premium premium = readRules.premium(key(seller, audience), Moments.within("at", at));
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(premium.version()))
        .body(RecordedPremiumRuleJson.of(audience, premium));
  }

  @PutMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Set the margin on premium names",
      description = "On what you pay for the name: the registry's price, or your parent's.")
  ResponseEntity<RuleChangeJson> set(
      @PathVariable Audience audience,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody PremiumRuleJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    return RuleAnswers.of(
        setRules.setPremium(
            new Save(
                seller,
                SeenVersion.of(ifMatch),
                caller.getName(),
                body.reason() == null ? "" : body.reason()),
            audience,
            body.proposed(),
            body.wanted()));
  }

  @DeleteMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(summary = "Sell no premium names to this audience any more")
  ResponseEntity<RuleChangeJson> remove(
      @PathVariable Audience audience,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    return RuleAnswers.of(
        setRules.removePremium(
            new Save(seller, SeenVersion.of(ifMatch), caller.getName(), ""), audience));
  }

  @GetMapping("/history")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Every change of the margin on premium names: who, when, why")
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
    return new RuleKey(seller, RuleKind.premium(audience));
  }
}
