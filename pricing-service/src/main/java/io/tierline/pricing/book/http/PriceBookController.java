package io.tierline.pricing.book.http;

import static org.springframework.http.HttpHeaders.ETAG;
import static org.springframework.http.HttpHeaders.IF_MATCH;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceBooks.HistoryFilter;
import io.tierline.pricing.book.PriceBooks.HistoryFilter.Place;
import io.tierline.pricing.book.ReadPriceBook;
import io.tierline.pricing.book.SetPrices;
import io.tierline.pricing.book.SetPrices.Result;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.http.SeenVersion;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
@RequestMapping("/v1/price-books/{audience}")
@Tag(name = "Price books", description = "Your selling prices, by audience")
class PriceBookController {

  private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})/([a-z0-9.-]{1,80})");

  private final SetPrices setPrices;
  private final ReadPriceBook readPriceBook;

  PriceBookController(SetPrices setPrices, ReadPriceBook readPriceBook) {
    this.setPrices = setPrices;
    this.readPriceBook = readPriceBook;
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Your prices, now or as of any moment",
      description =
          "A book nobody has set yet is empty, with version 0. The ETag is the version, and the"
              + " history of the database that gave it out: send it as it came.")
  ResponseEntity<PriceBookJson> read(
      @PathVariable Audience audience,
      @RequestParam(required = false) @Nullable Instant at,
      @CurrentSeller SellerId seller) {
    BookKey key = new BookKey(seller, audience);
    return readPriceBook
        .asOf(key, Moments.within("at", at))
        .map(
            book ->
                ResponseEntity.ok()
                    .header(ETAG, ETags.of(book.content().version()))
                    .body(PriceBookJson.of(audience, book)))
        .orElseThrow(() -> PricingProblems.sellerUnknown(seller));
  }

  @PutMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Set prices: all of them or none",
      description =
          "Replaces the prices of the products it names, and the slab list when given. Needs If-Match"
              + " with the ETag of what you saw, except for the very first time.")
  ResponseEntity<SavedPricesJson> set(
      @PathVariable Audience audience,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody PricesJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    Result result =
        setPrices.set(
            body.command(new BookKey(seller, audience), SeenVersion.of(ifMatch), caller.getName()));
    return switch (result) {
      case Result.Saved saved ->
          ResponseEntity.ok()
              .header(ETAG, ETags.of(saved.change().bookVersion()))
              .body(SavedPricesJson.of(saved));
      case Result.Refused refused -> throw PricingProblems.refused(refused.refusals());
      case Result.OtherVersion other -> throw ETags.changed(other.current());
      case Result.VersionRequired required -> throw SeenVersion.required(required.current());
      case Result.SellerUnknown unknown -> throw PricingProblems.sellerUnknown(unknown.seller());
    };
  }

  @GetMapping("/history")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Every version of your prices, newest first: who, when, why")
  Page<RecordedVersionJson> history(
      @PathVariable Audience audience,
      @RequestParam(required = false) @Nullable String product,
      PageRequest page,
      @CurrentSeller SellerId seller) {
    HistoryFilter filter = new HistoryFilter(ascii(product), place(page.after()), page.rows());
    return Page.of(
            readPriceBook.history(new BookKey(seller, audience), filter),
            page,
            version -> version.bookVersion() + "/" + version.product())
        .map(RecordedVersionJson::of);
  }

  private static @Nullable String ascii(@Nullable String product) {
    return product == null
        ? null
        : ProductNames.ascii(product).orElseThrow(() -> PricingProblems.productUnknown(product));
  }

  private static @Nullable Place place(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    Matcher place = PLACE.matcher(cursor);
    if (!place.matches()) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "'after' is the 'next' of the page before.",
          Map.of("field", "after"));
    }
    return new Place(Long.parseLong(place.group(1)), place.group(2));
  }
}
