package io.tierline.pricing.feed.http;

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
import io.tierline.pricing.feed.ProductState;
import io.tierline.pricing.feed.ReadFeed;
import io.tierline.pricing.feed.ReadFeed.Part;
import io.tierline.pricing.http.FreshAsOf;
import io.tierline.pricing.http.ProductCursor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What a stream starts with, by pages: for shops that are told by webhook, or that poll. */
@RestController
@Tag(name = "Price lists", description = "Your prices as buyers are shown them")
class PriceSnapshotController {

  private static final String EXAMPLE =
      """
      {"audience": "CUSTOMER", "position": "1002:CUSTOMER:0a1b2c3d4e5f:7.0.3",
       "freshAsOf": "2026-11-21T10:00:00.123456Z",
       "items": [
         {"product": "com", "kind": "TLD", "status": "SELL",
          "actions": ["REGISTER", "RENEW", "TRANSFER", "RESTORE"],
          "minYears": 1, "maxYears": 10, "sunrise": null, "currency": "USD", "slabs": [],
          "versions": [
            {"version": 1, "changeSetId": "0190b0a2-6a3e-7c7e-9f0e-3b1d5d0c9a11",
             "effectiveFrom": "2026-11-21T10:00:00Z", "withdrawn": false,
             "prices": [{"action": "REGISTER", "slab": 0, "years": 1,
                         "perYear": {"amount": "10.00", "currency": "USD"}}],
             "promos": [], "applicationFee": null}]}],
       "next": null}
      """;

  private final ReadFeed readFeed;

  PriceSnapshotController(ReadFeed readFeed) {
    this.readFeed = readFeed;
  }

  /**
   * @param position pages of different positions do not belong together
   * @param freshAsOf the watermark of this page
   */
  record SnapshotJson(
      Audience audience,
      @Schema(example = "1002:CUSTOMER:0a1b2c3d4e5f:7.0.3") String position,
      Instant freshAsOf,
      List<ProductStateJson> items,
      @Schema(description = "For ?after=; null on the last page") @Nullable String next) {}

  @GetMapping("/v1/price-lists/{audience}/snapshot")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "The whole list: prices in force, and those to come, with its position",
      description =
          "The products that a stream starts with, whole, by pages. Read it after you registered a"
              + " webhook, after 'price-list.reset', and where a delivery's 'prices' is null; then"
              + " you are at its 'position', and know every change of the price list committed by 'freshAsOf' of the"
              + " first page (the header Tierline-Fresh-As-Of, on 304 too). If 'position' differs"
              + " between two pages, start over. What is fixed for one buyer is not in it: ask for a"
              + " quote with that buyer.",
      responses = {
        @ApiResponse(
            responseCode = "200",
            content =
                @Content(
                    mediaType = "application/json",
                    schema = @Schema(implementation = SnapshotJson.class),
                    examples = @ExampleObject(EXAMPLE))),
        @ApiResponse(
            responseCode = "503",
            description = "The database was restored a moment ago; nothing can be vouched for yet")
      })
  ResponseEntity<Object> page(
      @PathVariable Audience audience,
      @Parameter(description = "The ETag you have; 304 when nothing has changed since")
          @RequestHeader(name = IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch,
      PageRequest page,
      @CurrentSeller SellerId seller) {
    Part part = part(new BookKey(seller, audience), page);
    Page<ProductStateJson> shown =
        Page.of(part.products(), page, (ProductState state) -> state.terms().product())
            .map(ProductStateJson::of);
    // Weak, because the watermark moves on, and versions that are over are left out some time.
    return ResponseEntity.ok()
        .eTag("W/\"%s\"".formatted(part.position().text()))
        .header(FreshAsOf.HEADER, FreshAsOf.header(part.freshAsOf()))
        .cacheControl(CacheControl.noCache().cachePrivate())
        .body(new WithWatermark(audience, part.position().text(), part.freshAsOf(), shown));
  }

  private Part part(BookKey book, PageRequest page) {
    try {
      return readFeed.part(book, ProductCursor.after(page), page.rows());
    } catch (ReadFeed.HistoryUnknown e) {
      throw new ProblemException(
          CommonProblems.UNAVAILABLE,
          "The database was restored a moment ago; nothing can be vouched for yet. Come again.",
          Map.of(ProblemException.RETRY_AFTER_SECONDS, 1));
    }
  }

  /** {@link SnapshotJson} as it is written: the cursor is the page's. */
  record WithWatermark(
      Audience audience,
      String position,
      Instant freshAsOf,
      @JsonUnwrapped Page<ProductStateJson> page) {}
}
