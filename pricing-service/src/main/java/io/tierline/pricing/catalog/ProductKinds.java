package io.tierline.pricing.catalog;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.pricing.engine.ProductKind;

/** Kinds of products as other services are told them. */
public final class ProductKinds {

  private ProductKinds() {}

  public static PriceListEvent.Kind told(ProductKind kind) {
    return switch (kind) {
      case TLD -> PriceListEvent.Kind.TLD;
      case PRIVACY -> PriceListEvent.Kind.PRIVACY;
      case WEB_SERVICE -> PriceListEvent.Kind.WEB_SERVICE;
    };
  }
}
