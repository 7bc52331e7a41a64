package io.tierline.pricing.book.http;

import static org.springframework.http.HttpHeaders.IF_NONE_MATCH;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.ReadPriceList;
import io.tierline.pricing.book.ReadPriceList.Part;
import io.tierline.pricing.engine.Pr4BuyersView.ProductRows;
import io.tierline.pricing.engine.Pr4BuyersView.Wanted;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.http.FreshAsOf;
import io.tierline.pricing.http.ProductCursor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Price lists", description = "Your prices as buyers are shown them")
class PriceListController {

  private static final String EXAMPLE =
      """
      {"audience": "CUSTOMER", "version": 7, "state": "7.3.1.2@1795255200000", "freshAsOf": "2026-11-21T10:00:00.123456Z",
       "items": [
         {"product": "com", "status": "SELL", "priceVersion": 3,
          "effectiveFrom": "2026-11-20T09:00:00Z", "minYears": 1, "maxYears": 10,
          "rows": [{"action": "REGISTER", "slab": 0, "years": 1,
                    "perYear": {"amount": "10.00", "currency": "USD"},
                    "total": {"amount": "10.00", "currency": "USD"}}],
          "promos": [{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "name": "Autumn",
                      "actions": ["REGISTER"], "years": 1,
                      "perYear": {"amount": "6.00", "currency": "USD"},
                      "from": "2026-11-27T00:00:00Z", "until": "2026-12-01T00:00:00Z"}],
          "applicationFee": null}],
       "next": null}
      """;

  private final ReadPriceList readPriceList;
  private final JsonMapper json;

  PriceListController(ReadPriceList readPriceList, JsonMapper json) {
    this.readPriceList = readPriceList;
    this.json = json;
  }

  /**
   * @param version of the price book
   * @param state pages of different states do not belong together
   * @param freshAsOf the watermark of this page
   */
  record PriceListJson(
      Audience audience,
      long version,
      String state,
      Instant freshAsOf,
      List<ProductRows> items,
      @Schema(description = "For ?after=; null on the last page") @Nullable String next) {}

  @GetMapping("/v1/price-lists/{audience}")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "The price list as buyers see it",
      description =
          "Multi-year rows are left out where every tenure has the same per-year price; buying"
              + " several years still works. 'search' takes names in either form, separated by"
              + " commas, with * for any characters: com,*.uk,みんな. 'freshAsOf' (and the header"
              + " Tierline-Fresh-As-Of, on 304 too) is the watermark: every change committed by"
              + " then is contained, but what is fixed for one buyer: that is in its quotes. The list"
              + " holds what is in force now and nothing that is still to come, so it is no base for"
              + " webhooks: a shop that keeps prices reads 'snapshot'."
              + " If 'state' differs between two pages, start over: no page of another state is"
              + " answered with 304.",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = PriceListJson.class),
                      examples = @ExampleObject(EXAMPLE))))
  ResponseEntity<Object> page(
      @PathVariable Audience audience,
      @RequestParam(required = false) @Nullable String search,
      @Parameter(description = "The ETag you have; 304 when nothing has changed since")
          @RequestHeader(name = IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch,
      PageRequest page,
      @CurrentSeller SellerId seller) {
    List<PriceRefusal> refusals = new ArrayList<>();
    Part part =
        readPriceList.part(
            new BookKey(seller, audience),
            new Wanted(search(search), ProductCursor.after(page), page.rows()),
            refusals::add);
    if (!refusals.isEmpty()) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          refusals.getFirst().reason(),
          Map.of("parameter", "search"));
    }
    Page<ProductRows> shown = Page.of(part.products(), page, ProductRows::product);
    return ResponseEntity.ok()
        .eTag(tag(part, shown))
        .header(FreshAsOf.HEADER, FreshAsOf.header(part.freshAsOf()))
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(new WithWatermark(audience, part.version(), part.state(), part.freshAsOf(), shown));
  }

  private static @Nullable ProductSearch search(@Nullable String search) {
    return search == null ? null : new ProductSearch("search", List.of(search.split(",", -1)));
  }

  /**
   * Weak, because the watermark in the body moves on while the prices stay. The state counts though
   * this page's prices stay: who kept a page of another state would start over for ever.
   */
  private String tag(Part part, Page<ProductRows> shown) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(part.state().getBytes(StandardCharsets.US_ASCII));
      byte[] digest = sha256.digest(json.writeValueAsBytes(shown));
      return "W/\"%d-%s\""
          .formatted(
              part.version(), Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** {@link PriceListJson} as it is written: the cursor is the page's. */
  record WithWatermark(
      Audience audience,
      long version,
      String state,
      Instant freshAsOf,
      @JsonUnwrapped Page<ProductRows> page) {}
}
