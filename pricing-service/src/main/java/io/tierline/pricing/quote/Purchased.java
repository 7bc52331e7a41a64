package io.tierline.pricing.quote;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.premium.DomainName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be bought, understood.
 *
 * @param name null where it cannot be a premium one
 */
record Purchased(ProductTerms terms, ProductAction action, int years, @Nullable DomainName name) {

  /** Nothing when the name is none, belongs to another TLD, or comes with a web service. */
  static Optional<Purchased> of(ProductTerms terms, Wanted wanted) {
    String written = wanted.name();
    if (written != null && terms.kind() == ProductKind.WEB_SERVICE) {
      return Optional.empty();
    }
    if (written == null || terms.kind() != ProductKind.TLD) {
      return Optional.of(new Purchased(terms, wanted.action(), wanted.years(), null));
    }
    return DomainName.of(written)
        .filter(name -> name.product().equals(terms.product()))
        .map(name -> new Purchased(terms, wanted.action(), wanted.years(), name));
  }

  @Nullable String nameAscii() {
    return name == null ? null : name.ascii();
  }
}
