package io.tierline.pricing.rule.http;

import static org.springframework.http.HttpHeaders.ETAG;
import static org.springframework.http.HttpHeaders.IF_MATCH;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProposedTax;
import io.tierline.pricing.engine.TaxRule;
import io.tierline.pricing.engine.TaxRule.Basis;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.rule.ReadRules;
import io.tierline.pricing.rule.RuleKey;
import io.tierline.pricing.rule.RuleKind;
import io.tierline.pricing.rule.Rules.Taxes;
import io.tierline.pricing.rule.SetRules;
import io.tierline.pricing.rule.SetRules.Save;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/tax-rules")
@Tag(name = "Taxes", description = "Taxes that come on top of your prices")
class TaxRuleController {

  private final SetRules setRules;
  private final ReadRules readRules;

  TaxRuleController(SetRules setRules, ReadRules readRules) {
    this.setRules = setRules;
    this.readRules = readRules;
  }

  @Schema(
      example =
          """
          {"reason": "rates of 2026",
           "taxes": [
             {"name": "GST", "country": "CA", "kinds": ["TLD", "PRIVACY"], "ratePercent": "5",
              "basis": "SIMPLE"},
             {"name": "QST", "country": "CA", "region": "QC", "kinds": ["TLD", "PRIVACY"],
              "ratePercent": "9.975", "basis": "SIMPLE"}]}
          """)
  record TaxesJson(
      @NotNull @Size(max = 1_000) List<@NotNull @Valid TaxJson> taxes,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {

    List<ProposedTax> proposed() {
      List<ProposedTax> proposed = new ArrayList<>();
      for (TaxJson tax : taxes) {
        proposed.add(
            new ProposedTax(
                "taxes[%d]".formatted(proposed.size()),
                tax.name(),
                tax.country(),
                tax.region(),
                tax.kinds(),
                tax.ratePercent(),
                tax.basis()));
      }
      return proposed;
    }
  }

  /**
   * @param region ISO 3166-2 without the country; null: the whole country, besides its regions'
   * @param basis on the price before taxes, or on the taxes before it in the list too
   */
  record TaxJson(
      @NotNull
          @Size(max = 200)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String name,
      @NotNull @Size(max = 10) String country,
      @Nullable @Size(max = 10) String region,
      @NotNull Set<@NotNull ProductKind> kinds,
      @NotNull @Size(max = 20) String ratePercent,
      @NotNull Basis basis) {

    static TaxJson of(TaxRule rule) {
      return new TaxJson(
          rule.name(),
          rule.place().country(),
          rule.place().region(),
          new TreeSet<>(rule.kinds()),
          rule.ratePercent().toPlainString(),
          rule.basis());
    }
  }

  record TaxRulesJson(long version, List<TaxJson> taxes) {}

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Your taxes in the order they apply, now or as of a past moment",
      description = "Version 0 before the first.")
  ResponseEntity<TaxRulesJson> read(
      @RequestParam(required = false) @Nullable Instant at, @CurrentSeller SellerId seller) {
    Taxes taxes = readRules.taxes(seller, Moments.within("at", at));
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(taxes.version()))
        .body(new TaxRulesJson(taxes.version(), taxes.rules().stream().map(TaxJson::of).toList()));
  }

  @PutMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Set your taxes: the whole list",
      description =
          "Where you have taxes, a quote for a buyer whose country is not known is refused. An empty list: you charge none.")
  ResponseEntity<RuleChangeJson> set(
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody TaxesJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    return RuleAnswers.of(
        setRules.setTaxes(
            new Save(
                seller,
                SeenVersion.of(ifMatch),
                caller.getName(),
                body.reason() == null ? "" : body.reason()),
            body.proposed()));
  }

  @GetMapping("/history")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Every change of your taxes, newest first: who, when, why")
  Page<RuleChangeJson> history(PageRequest page, @CurrentSeller SellerId seller) {
    return Page.of(
            readRules.history(
                new RuleKey(seller, RuleKind.TAXES),
                page.afterNumber().orElse(Long.MAX_VALUE),
                page.rows()),
            page,
            change -> Long.toString(change.version()))
        .map(RuleChangeJson::of);
  }
}
