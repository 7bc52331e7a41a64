package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** What sellers agree to, and what an operator published of it. */
public class ReadTldTerms {

  private final TldTerms terms;
  private final Catalog catalog;

  public ReadTldTerms(TldTerms terms, Catalog catalog) {
    this.terms = terms;
    this.catalog = catalog;
  }

  /** The current version; nothing for what the catalog does not know as a TLD. */
  @Transactional(readOnly = true)
  public Optional<TermsVersion> current(SellerId seller, String tld) {
    return known(tld)
        .map(code -> terms.current(seller).getOrDefault(code, TermsVersion.first(code)));
  }

  /** Nothing for what the catalog does not know as a TLD. */
  @Transactional(readOnly = true)
  public Optional<List<TermsVersion>> history(SellerId operator, String tld, Window window) {
    return known(tld).map(code -> terms.history(operator, code, window));
  }

  private Optional<String> known(String tld) {
    return ProductNames.ascii(tld)
        .flatMap(catalog::find)
        .filter(product -> product.kind() == ProductKind.TLD)
        .map(Product::code);
  }
}
