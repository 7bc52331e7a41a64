package io.tierline.storefront.shop;

import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceListAnswer.Listed;
import io.tierline.storefront.PriceListAnswer.Unvouched;
import io.tierline.storefront.ProductPrices;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/** The price list as JSON. */
final class PriceDocument {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING))
          .build();

  private PriceDocument() {}

  private record PriceList(
      SellerId seller,
      Instant freshAsOf,
      long priceVersion,
      List<ProductPrices> products,
      SortedSet<String> unvouched) {}

  private record Problem(
      String type, String title, int status, String detail, @Nullable Instant freshAsOf) {}

  /** The list's {@code priceVersion} is the highest of its products'. */
  static byte[] of(SellerId seller, Listed listed) {
    long highest =
        listed.products().stream().mapToLong(ProductPrices::priceVersion).max().orElse(0);
    return JSON.writeValueAsBytes(
        new PriceList(seller, listed.freshAsOf(), highest, listed.products(), listed.unvouched()));
  }

  static byte[] of(Unvouched unvouched) {
    return JSON.writeValueAsBytes(
        new Problem(
            "urn:tierline:problem:prices-unvouched",
            "Prices cannot be vouched for",
            503,
            unvouched.reason().sentence()
                + " No price is shown until it is certain to be up to date; try again in a moment.",
            unvouched.freshAsOf()));
  }

  static byte[] problem(int status, String slug, String detail) {
    return JSON.writeValueAsBytes(
        new Problem("urn:tierline:problem:" + slug, slug, status, detail, null));
  }
}
