package io.tierline.pricing.premium.http;

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
import io.tierline.pricing.engine.ProposedCost;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.premium.DomainName;
import io.tierline.pricing.premium.PremiumName;
import io.tierline.pricing.premium.ReadPremiumNames;
import io.tierline.pricing.premium.SetPremiumName;
import io.tierline.pricing.premium.SetPremiumName.Command;
import io.tierline.pricing.premium.SetPremiumName.Result;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/premium-names")
@PreAuthorize("hasAuthority('SCOPE_operator')")
@Tag(name = "Premium names", description = "Names a registry asks a price of its own for")
class PremiumNameController {

  private final SetPremiumName setPremiumName;
  private final ReadPremiumNames readPremiumNames;

  PremiumNameController(SetPremiumName setPremiumName, ReadPremiumNames readPremiumNames) {
    this.setPremiumName = setPremiumName;
    this.readPremiumNames = readPremiumNames;
  }

  @Schema(
      example =
          """
          {"reason": "registry's premium list",
           "costs": [{"action": "REGISTER", "perYear": {"amount": "500.00", "currency": "USD"}},
                     {"action": "RENEW", "perYear": {"amount": "500.00", "currency": "USD"}}]}
          """)
  record PremiumCostsJson(
      @NotEmpty @Size(max = 10) List<@NotNull @Valid PremiumCostJson> costs,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {

    record PremiumCostJson(@NotNull ProductAction action, @NotNull @Valid AmountJson perYear) {}

    List<ProposedCost> proposed() {
      List<ProposedCost> proposed = new ArrayList<>();
      for (PremiumCostJson cost : costs) {
        proposed.add(
            new ProposedCost(
                "costs[%d]".formatted(proposed.size()), cost.action(), cost.perYear().proposed()));
      }
      return proposed;
    }
  }

  /**
   * @param premium false: it costs what other names cost
   */
  record PremiumNameJson(
      String name, String product, long version, boolean premium, List<RegistryCostJson> costs) {

    record RegistryCostJson(ProductAction action, Money perYear) {}

    static PremiumNameJson of(PremiumName name) {
      return new PremiumNameJson(
          name.name().ascii(),
          name.name().product(),
          name.version(),
          !name.costs().isEmpty(),
          name.costs().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(cost -> new RegistryCostJson(cost.getKey(), cost.getValue()))
              .toList());
    }
  }

  @GetMapping
  @Operation(summary = "The premium names you have recorded, with what the registry asks")
  Page<PremiumNameJson> names(PageRequest page, @CurrentSeller SellerId operator) {
    String after = page.after() == null ? "" : page.after();
    return Page.of(
            readPremiumNames.page(operator, after, page.rows()), page, name -> name.name().ascii())
        .map(PremiumNameJson::of);
  }

  @GetMapping("/{name}")
  @Operation(summary = "What you have recorded of a name; version 0 when nothing")
  ResponseEntity<PremiumNameJson> name(
      @PathVariable String name, @CurrentSeller SellerId operator) {
    DomainName known =
        DomainName.of(name)
            .orElseThrow(
                () ->
                    new ProblemException(
                        CommonProblems.INVALID_VALUE,
                        "Write a whole name, such as example.com.",
                        Map.of("field", "name")));
    return answer(readPremiumNames.of(operator, known));
  }

  @PutMapping("/{name}")
  @Operation(
      summary = "Record what the registry asks for a premium name, per action",
      description =
          "From then on it is sold by margin rules alone, and only to who knows that it is premium. An action you leave out cannot be bought.")
  ResponseEntity<PremiumNameJson> set(
      @PathVariable String name,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody PremiumCostsJson body,
      @CurrentSeller SellerId operator,
      Authentication caller) {
    return saved(
        new Command(
            operator,
            name,
            SeenVersion.of(ifMatch),
            body.proposed(),
            caller.getName(),
            body.reason() == null ? "" : body.reason()));
  }

  @DeleteMapping("/{name}")
  @Operation(summary = "Record that a name is a standard one")
  ResponseEntity<PremiumNameJson> standard(
      @PathVariable String name,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @CurrentSeller SellerId operator,
      Authentication caller) {
    return saved(
        new Command(operator, name, SeenVersion.of(ifMatch), List.of(), caller.getName(), ""));
  }

  private ResponseEntity<PremiumNameJson> saved(Command command) {
    return switch (setPremiumName.set(command)) {
      case Result.Saved(PremiumName name) -> answer(name);
      case Result.Refused refused -> throw PricingProblems.refused(refused.refusals());
      case Result.OtherVersion other -> throw ETags.changed(other.current());
      case Result.VersionRequired required -> throw SeenVersion.required(required.current());
    };
  }

  private static ResponseEntity<PremiumNameJson> answer(PremiumName name) {
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(name.version()))
        .body(PremiumNameJson.of(name));
  }
}
