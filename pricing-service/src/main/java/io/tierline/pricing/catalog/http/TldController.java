package io.tierline.pricing.catalog.http;

import static org.springframework.http.HttpHeaders.ETAG;
import static org.springframework.http.HttpHeaders.IF_MATCH;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.catalog.CostSheet;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.catalog.ReadCatalog;
import io.tierline.pricing.catalog.ReadCosts;
import io.tierline.pricing.catalog.SetCosts;
import io.tierline.pricing.catalog.SetCosts.Result;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.ProposedCost;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.http.ProductCursor;
import io.tierline.pricing.http.SeenVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
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
@RequestMapping("/v1/tlds")
@Tag(name = "Catalog", description = "What can be sold, on which terms")
class TldController {

  private final ReadCatalog readCatalog;
  private final ReadCosts readCosts;
  private final SetCosts setCosts;

  TldController(ReadCatalog readCatalog, ReadCosts readCosts, SetCosts setCosts) {
    this.readCatalog = readCatalog;
    this.readCosts = readCosts;
    this.setCosts = setCosts;
  }

  record TldJson(
      @Schema(example = "xn--q9jyb4c") String tld,
      @Schema(example = "みんな") String unicode,
      int minYears,
      int maxYears,
      boolean privacySupported,
      int lastDayToRenewDaysBeforeExpiry,
      boolean telescopicForSubResellers) {

    static TldJson of(Product product) {
      return new TldJson(
          product.code(),
          ProductNames.unicode(product.code()),
          product.terms().minYears(),
          product.terms().maxYears(),
          product.privacy() == Product.Privacy.OFFERED,
          product.lastRenewalDaysBeforeExpiry(),
          product.terms().subResellerPricing() == SubResellerPricing.TELESCOPIC);
    }
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "The TLDs that can be sold",
      description =
          "'search' takes names in either form, separated by commas, with * for any characters:"
              + " com,*.uk,みんな.")
  Page<TldJson> tlds(@RequestParam(required = false) @Nullable String search, PageRequest page) {
    List<Product> found =
        search == null
            ? readCatalog.tlds(ProductCursor.after(page), page.rows())
            : found(search, page);
    return Page.of(found, page, Product::code).map(TldJson::of);
  }

  private List<Product> found(String search, PageRequest page) {
    List<PriceRefusal> refusals = new ArrayList<>();
    List<Product> found =
        readCatalog.search(
            new ProductSearch("search", List.of(search.split(",", -1))),
            new ReadCatalog.Page(ProductCursor.after(page), page.rows()),
            refusals::add);
    if (!refusals.isEmpty()) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          refusals.getFirst().reason(),
          Map.of("parameter", "search"));
    }
    return found;
  }

  @Schema(
      example =
          """
          {"reason": "registry raised its price",
           "costs": [{"action": "RENEW", "perYear": {"amount": "10.26", "currency": "USD"}}]}
          """)
  record CostsJson(
      @NotNull @Size(max = 10) List<@NotNull @Valid CostJson> costs,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {

    record CostJson(@NotNull ProductAction action, @NotNull @Valid AmountJson perYear) {}

    List<ProposedCost> proposed() {
      List<ProposedCost> proposed = new ArrayList<>();
      for (CostJson cost : costs) {
        proposed.add(
            new ProposedCost(
                "costs[%d]".formatted(proposed.size()), cost.action(), cost.perYear().proposed()));
      }
      return proposed;
    }
  }

  record CostSheetJson(String product, long version, List<CostOfAction> costs) {

    record CostOfAction(ProductAction action, Money perYear) {}

    static CostSheetJson of(CostSheet sheet) {
      return new CostSheetJson(
          sheet.product(),
          sheet.version(),
          sheet.costs().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(cost -> new CostOfAction(cost.getKey(), cost.getValue()))
              .toList());
    }
  }

  @GetMapping("/{tld}/costs")
  @PreAuthorize("hasAuthority('SCOPE_operator')")
  @Operation(
      summary = "What you pay your registry per year; the catalog's costs until you record yours",
      description = "Version 0 while the catalog's count. 'privacy' works as well.")
  ResponseEntity<CostSheetJson> costs(@PathVariable String tld, @CurrentSeller SellerId operator) {
    return readCosts
        .of(operator, tld)
        .map(TldController::answer)
        .orElseThrow(() -> PricingProblems.productUnknown(tld));
  }

  @PutMapping("/{tld}/costs")
  @PreAuthorize("hasAuthority('SCOPE_operator')")
  @Operation(
      summary = "Record what your registry asks",
      description = "The whole sheet of the product. No selling price changes by itself.")
  ResponseEntity<CostSheetJson> setCosts(
      @PathVariable String tld,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody CostsJson body,
      @CurrentSeller SellerId operator,
      Authentication caller) {
    Result result =
        setCosts.set(
            new SetCosts.Command(
                operator,
                tld,
                SeenVersion.of(ifMatch),
                body.proposed(),
                caller.getName(),
                body.reason() == null ? "" : body.reason()));
    return switch (result) {
      case Result.Saved saved -> answer(saved.sheet());
      case Result.Refused refused -> throw PricingProblems.refused(refused.refusals());
      case Result.ProductUnknown unknown -> throw PricingProblems.productUnknown(unknown.product());
      case Result.OtherVersion other -> throw ETags.changed(other.current());
      case Result.VersionRequired required -> throw SeenVersion.required(required.current());
    };
  }

  private static ResponseEntity<CostSheetJson> answer(CostSheet sheet) {
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(sheet.version()))
        .body(CostSheetJson.of(sheet));
  }
}
