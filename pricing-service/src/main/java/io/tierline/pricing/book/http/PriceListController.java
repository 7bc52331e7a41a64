package io.tierline.pricing.book.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.ReadPriceList;
import io.tierline.pricing.engine.Pr4BuyersView.ProductRows;
import io.tierline.pricing.http.ProductCursor;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Price lists", description = "Your prices as buyers are shown them")
class PriceListController {

  private final ReadPriceList readPriceList;

  PriceListController(ReadPriceList readPriceList) {
    this.readPriceList = readPriceList;
  }

  @GetMapping("/v1/price-lists/{audience}")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "The price list as buyers see it",
      description =
          "Multi-year rows are left out where every tenure has the same per-year price; buying"
              + " several years still works.")
  Page<ProductRows> page(
      @PathVariable Audience audience, PageRequest page, @CurrentSeller SellerId seller) {
    List<ProductRows> products =
        readPriceList.page(new BookKey(seller, audience), ProductCursor.after(page), page.rows());
    return Page.of(products, page, ProductRows::product);
  }
}
