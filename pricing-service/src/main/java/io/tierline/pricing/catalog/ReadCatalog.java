package io.tierline.pricing.catalog;

import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.ProductTerms;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;

/** Lists what can be sold. */
public class ReadCatalog {

  private final Catalog catalog;

  public ReadCatalog(Catalog catalog) {
    this.catalog = catalog;
  }

  @Transactional(readOnly = true)
  public List<Product> tlds(String after, int limit) {
    return catalog.tlds(after, limit);
  }

  /**
   * Those whose name is searched for, in the same way as bulk changes of prices do (domain.md
   * PR-10).
   *
   * @param refusals what cannot be searched for; a name that nothing has is only not found
   */
  @Transactional(readOnly = true)
  public List<Product> search(ProductSearch search, Page page, Consumer<PriceRefusal> refusals) {
    List<Product> tlds = catalog.tlds("", Integer.MAX_VALUE);
    Set<String> found =
        search
            .in(
                tlds.stream().map(Product::terms).toList(),
                refusal -> {
                  if (!PriceRefusal.NOTHING_FOUND.equals(refusal.code())) {
                    refusals.accept(refusal);
                  }
                })
            .stream()
            .map(ProductTerms::product)
            .collect(Collectors.toSet());
    return tlds.stream()
        .filter(tld -> found.contains(tld.code()))
        .filter(tld -> tld.code().compareTo(page.after()) > 0)
        .limit(page.limit())
        .toList();
  }

  /**
   * @param after the TLD after which it starts; empty for the first
   */
  public record Page(String after, int limit) {}
}
