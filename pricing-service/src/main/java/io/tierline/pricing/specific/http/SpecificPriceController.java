package io.tierline.pricing.specific.http;

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
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.ProposedSpecific;
import io.tierline.pricing.engine.SpecificPrice;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.specific.BuyerKey;
import io.tierline.pricing.specific.ReadSpecificPrices;
import io.tierline.pricing.specific.SetSpecificPrices;
import io.tierline.pricing.specific.SetSpecificPrices.Change;
import io.tierline.pricing.specific.SetSpecificPrices.Command;
import io.tierline.pricing.specific.SetSpecificPrices.Removal;
import io.tierline.pricing.specific.SetSpecificPrices.Result;
import io.tierline.pricing.specific.SpecificChange;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
@RequestMapping("/v1/specific-prices/{buyers}/{buyerId}")
@Tag(name = "Specific prices", description = "Prices you fix for one customer or sub-reseller")
class SpecificPriceController {

  private static final ProblemType NO_SUB_RESELLER =
      new ProblemType(
          "no-sub-reseller", HttpStatus.UNPROCESSABLE_CONTENT, "It is no sub-reseller of yours");

  private final SetSpecificPrices setSpecificPrices;
  private final ReadSpecificPrices readSpecificPrices;

  SpecificPriceController(
      SetSpecificPrices setSpecificPrices, ReadSpecificPrices readSpecificPrices) {
    this.setSpecificPrices = setSpecificPrices;
    this.readSpecificPrices = readSpecificPrices;
  }

  @Schema(
      example =
          """
          {"reason": "agreed with the buyer",
           "prices": [{"product": "com", "action": "RENEW",
                       "perYear": {"amount": "12.00", "currency": "USD"}}]}
          """)
  record SpecificPricesJson(
      @Nullable @Size(max = 2_000) List<@NotNull @Valid PriceJson> prices,
      @Nullable @Size(max = 2_000) List<@NotNull @Valid RemovalJson> remove,
      @Nullable @Schema(description = "At once unless given") Instant effectiveFrom,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {

    Change change() {
      List<ProposedSpecific> proposed = new ArrayList<>();
      for (PriceJson price : prices == null ? List.<PriceJson>of() : prices) {
        proposed.add(
            new ProposedSpecific(
                "prices[%d]".formatted(proposed.size()),
                ascii(price.product()),
                price.action(),
                price.perYear().proposed()));
      }
      List<Removal> removed = new ArrayList<>();
      for (RemovalJson removal : remove == null ? List.<RemovalJson>of() : remove) {
        removed.add(
            new Removal(
                "remove[%d]".formatted(removed.size()),
                ascii(removal.product()),
                removal.action()));
      }
      return new Change.Set(proposed, removed);
    }
  }

  record PriceJson(
      @NotNull @Size(max = 80) String product,
      @NotNull ProductAction action,
      @NotNull @Valid AmountJson perYear) {}

  record RemovalJson(@NotNull @Size(max = 80) String product, @NotNull ProductAction action) {}

  /**
   * @param perYear null: the buyer pays what others pay
   */
  record SpecificPriceJson(
      String product,
      ProductAction action,
      @Nullable Money perYear,
      long version,
      Instant effectiveFrom) {

    static SpecificPriceJson of(SpecificPrice price, CurrencyUnit currency) {
      @Nullable Money perYear =
          switch (price) {
            case SpecificPrice.Fixed fixed -> Money.ofMinor(currency, fixed.perYear());
            case SpecificPrice.Removed _ -> null;
          };
      return new SpecificPriceJson(
          price.product(), price.action(), perYear, price.version(), price.effectiveFrom());
    }
  }

  /**
   * @param prices in force at the moment asked about
   * @param scheduled those that start later
   */
  record SheetJson(
      Audience audience,
      String buyerId,
      long version,
      Instant asOf,
      List<SpecificPriceJson> prices,
      List<SpecificPriceJson> scheduled) {

    static SheetJson of(BuyerKey buyer, ReadSpecificPrices.AsOf found) {
      List<SpecificPrice> known = found.sheet().from(found.at());
      return new SheetJson(
          buyer.audience(),
          Long.toString(buyer.buyer()),
          found.sheet().version(),
          found.at(),
          known.stream()
              .filter(price -> !price.effectiveFrom().isAfter(found.at()))
              .map(price -> SpecificPriceJson.of(price, found.currency()))
              .toList(),
          known.stream()
              .filter(price -> price.effectiveFrom().isAfter(found.at()))
              .map(price -> SpecificPriceJson.of(price, found.currency()))
              .toList());
    }
  }

  record ChangeJson(
      long version,
      Instant effectiveFrom,
      Instant recordedAt,
      String recordedBy,
      String reason,
      List<SpecificPriceJson> prices) {

    static ChangeJson of(SpecificChange change, CurrencyUnit currency) {
      return new ChangeJson(
          change.version(),
          change.effectiveFrom(),
          change.author().at(),
          change.author().name(),
          change.author().reason(),
          change.prices().stream().map(price -> SpecificPriceJson.of(price, currency)).toList());
    }
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "What you fixed for one buyer, now or as of any moment",
      description = "'buyers' is customers or sub-resellers. Version 0 at first.")
  ResponseEntity<SheetJson> read(
      @PathVariable String buyers,
      @PathVariable String buyerId,
      @RequestParam(required = false) @Nullable Instant at,
      @CurrentSeller SellerId seller) {
    BuyerKey buyer = buyer(seller, buyers, buyerId);
    ReadSpecificPrices.AsOf found = found(buyer, Moments.within("at", at));
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(found.sheet().version()))
        .body(SheetJson.of(buyer, found));
  }

  @PutMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Fix prices for one buyer, or remove some: all of it or nothing",
      description =
          "What it does not name stays. A specific price counts always, over slab, telescopic price and promo.")
  ResponseEntity<ChangeJson> set(
      @PathVariable String buyers,
      @PathVariable String buyerId,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody SpecificPricesJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    return answer(
        new Command(
            buyer(seller, buyers, buyerId),
            SeenVersion.of(ifMatch),
            body.change(),
            Moments.within("effectiveFrom", body.effectiveFrom()),
            caller.getName(),
            body.reason() == null ? "" : body.reason()));
  }

  @DeleteMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "The buyer pays what others pay: for everything, or for one product and action")
  ResponseEntity<ChangeJson> remove(
      @PathVariable String buyers,
      @PathVariable String buyerId,
      @RequestParam(required = false) @Nullable String product,
      @RequestParam(required = false) @Nullable ProductAction action,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    if ((product == null) != (action == null)) {
      throw new ProblemException(
          CommonProblems.MISSING_VALUE,
          "Name both 'product' and 'action', or neither to remove all.",
          Map.of("parameter", product == null ? "product" : "action"));
    }
    return answer(
        new Command(
            buyer(seller, buyers, buyerId),
            SeenVersion.of(ifMatch),
            product == null || action == null
                ? new Change.RemoveAll()
                : new Change.Set(
                    List.of(), List.of(new Removal("product", ascii(product), action))),
            null,
            caller.getName(),
            ""));
  }

  @GetMapping("/history")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Every change of what you fixed for one buyer: who, when, why")
  Page<ChangeJson> history(
      @PathVariable String buyers,
      @PathVariable String buyerId,
      PageRequest page,
      @CurrentSeller SellerId seller) {
    BuyerKey buyer = buyer(seller, buyers, buyerId);
    CurrencyUnit currency = found(buyer, null).currency();
    List<SpecificChange> changes =
        readSpecificPrices.history(buyer, page.afterNumber().orElse(Long.MAX_VALUE), page.rows());
    return Page.of(changes, page, change -> Long.toString(change.version()))
        .map(change -> ChangeJson.of(change, currency));
  }

  private ReadSpecificPrices.AsOf found(BuyerKey buyer, @Nullable Instant at) {
    return readSpecificPrices
        .asOf(buyer, at)
        .orElseThrow(() -> PricingProblems.sellerUnknown(buyer.seller()));
  }

  private ResponseEntity<ChangeJson> answer(Command command) {
    return switch (setSpecificPrices.set(command)) {
      case Result.Saved(SpecificChange change) ->
          ResponseEntity.ok()
              .header(ETAG, ETags.of(change.version()))
              .body(ChangeJson.of(change, found(command.buyer(), null).currency()));
      case Result.Refused refused -> throw PricingProblems.refused(refused.refusals());
      case Result.OtherVersion other -> throw ETags.changed(other.current());
      case Result.VersionRequired required -> throw SeenVersion.required(required.current());
      case Result.SellerUnknown unknown -> throw PricingProblems.sellerUnknown(unknown.seller());
      case Result.NoSubReseller none ->
          throw new ProblemException(
              NO_SUB_RESELLER,
              "Name a partner that signed up with you; 'customers' is the address for customers.",
              Map.of("buyerId", Long.toString(none.buyer())));
    };
  }

  private static BuyerKey buyer(SellerId seller, String buyers, String buyerId) {
    Audience audience =
        switch (buyers) {
          case "customers" -> Audience.CUSTOMER;
          case "sub-resellers" -> Audience.SUB_RESELLER;
          default ->
              throw new ProblemException(
                  CommonProblems.INVALID_VALUE,
                  "Specific prices are of 'customers' or of 'sub-resellers'.",
                  Map.of("field", "buyers"));
        };
    if (!buyerId.matches("[1-9][0-9]{0,17}")) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "The id of a buyer is a number of 1 to 18 digits.",
          Map.of("field", "buyerId"));
    }
    return new BuyerKey(seller, audience, Long.parseLong(buyerId));
  }

  private static String ascii(String product) {
    return ProductNames.ascii(product).orElseThrow(() -> PricingProblems.productUnknown(product));
  }
}
