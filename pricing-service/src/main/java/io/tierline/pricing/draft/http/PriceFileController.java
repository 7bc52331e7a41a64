package io.tierline.pricing.draft.http;

import static org.springframework.http.HttpHeaders.ETAG;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.PricingSettings;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.ReadPriceBook;
import io.tierline.pricing.draft.Draft;
import io.tierline.pricing.draft.DraftResult;
import io.tierline.pricing.draft.DraftSource;
import io.tierline.pricing.draft.WriteDraft;
import io.tierline.pricing.draft.csv.PriceFile;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.http.PricingProblems;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Price files", description = "Your prices as a file for a spreadsheet")
class PriceFileController {

  private static final String CSV = "text/csv";
  private static final MediaType CSV_IN_UTF_8 =
      new MediaType("text", "csv", StandardCharsets.UTF_8);

  private final ReadPriceBook readPriceBook;
  private final WriteDraft writeDraft;
  private final int rowsMax;

  PriceFileController(
      ReadPriceBook readPriceBook, WriteDraft writeDraft, PricingSettings settings) {
    this.readPriceBook = readPriceBook;
    this.writeDraft = writeDraft;
    this.rowsMax = settings.csvRowsMax();
  }

  @GetMapping(path = "/v1/price-books/{audience}.csv", produces = CSV)
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Your usual prices as a file, now or as of any moment",
      description =
          "Slabs, promos and application fees are not in it. Sent back unchanged it changes"
              + " nothing.")
  ResponseEntity<byte[]> export(
      @PathVariable Audience audience,
      @RequestParam(required = false) @Nullable Instant at,
      @CurrentSeller SellerId seller) {
    return readPriceBook
        .asOf(new BookKey(seller, audience), Moments.within("at", at))
        .map(
            book ->
                ResponseEntity.ok()
                    .contentType(CSV_IN_UTF_8)
                    .header(ETAG, ETags.of(book.content().version()))
                    .body(file(book.content(), book.at())))
        .orElseThrow(() -> PricingProblems.sellerUnknown(seller));
  }

  private static byte[] file(BookContent content, Instant at) {
    Map<String, List<PriceCell>> prices = new TreeMap<>();
    for (String product : content.products().keySet()) {
      content.soldAt(product, at).ifPresent(sold -> prices.put(product, sold.cells()));
    }
    return PriceFile.write(prices, content.currency()).getBytes(StandardCharsets.UTF_8);
  }

  @PostMapping(path = "/v1/price-books/{audience}/drafts/csv", consumes = CSV)
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Prepare a change from a file",
      description =
          "Of each product in the file all usual prices; products that are not in it stay as they"
              + " are. Refusals name the row; nothing is kept unless all rows are right.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(
                      mediaType = CSV,
                      examples =
                          @ExampleObject(
                              """
                              product,action,slab,years,per_year,currency
                              com,REGISTER,0,1,10.00,USD
                              com,REGISTER,0,2,9.00,USD
                              """))))
  ResponseEntity<DraftJson> read(
      @PathVariable Audience audience,
      @RequestParam(required = false) @Nullable String reason,
      InputStream file,
      @CurrentSeller SellerId seller,
      Authentication caller)
      throws IOException {
    DraftSource source =
        switch (PriceFile.read(file, rowsMax)) {
          case PriceFile.Content.Refused(var refusals) -> throw PricingProblems.refused(refusals);
          case PriceFile.Content.Prices(var cells) ->
              new DraftSource.FromFile(
                  cells, cells.getFirst().perYear().currency(), oneLine(reason));
        };
    DraftResult result =
        writeDraft.write(
            new WriteDraft.Request(
                new BookKey(seller, audience),
                source,
                caller.getName(),
                (_, _, _) -> new Cost.Unknown("A file says what prices are, not what they cost.")));
    if (!(result instanceof DraftResult.Kept(Draft draft))) {
      throw DraftProblems.of(result);
    }
    return ResponseEntity.created(
            URI.create("/v1/price-books/%s/drafts/%d".formatted(audience, draft.head().id())))
        .header(ETAG, ETags.of(draft.head().version()))
        .body(DraftJson.of(draft));
  }

  private static String oneLine(@Nullable String reason) {
    if (reason == null) {
      return "";
    }
    if (reason.length() > 500 || reason.chars().anyMatch(Character::isISOControl)) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "'reason' is one line of at most 500 characters.",
          Map.of("field", "reason"));
    }
    return reason;
  }
}
