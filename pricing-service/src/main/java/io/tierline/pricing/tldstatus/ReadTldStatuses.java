package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** A seller reads which TLDs it sells, and who decided so. */
public class ReadTldStatuses {

  private final TldStatuses statuses;
  private final TldTerms terms;
  private final Catalog catalog;

  public ReadTldStatuses(TldStatuses statuses, TldTerms terms, Catalog catalog) {
    this.statuses = statuses;
    this.terms = terms;
    this.catalog = catalog;
  }

  /**
   * @param version of all the seller's statuses
   * @param terms grows with each version of terms that its operator publishes
   */
  public record Page(long version, long terms, List<OfTld> tlds) {}

  /**
   * @param terms the ones to agree to with the next change
   * @param agreedTermsVersion the one agreed to at the last change; 0 when there was none
   */
  public record OfTld(String tld, TldStatus status, TermsVersion terms, int agreedTermsVersion) {}

  /**
   * @param after the TLD after which the page starts; empty for the first
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Page page(SellerId seller, String after, int limit) {
    return read(seller, catalog.tlds(after, limit).stream().map(Product::code).toList());
  }

  /** Nothing for what the catalog does not know as a TLD. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Optional<Page> one(SellerId seller, String tld) {
    return ProductNames.ascii(tld)
        .flatMap(catalog::find)
        .filter(product -> product.kind() == ProductKind.TLD)
        .map(product -> read(seller, List.of(product.code())));
  }

  private Page read(SellerId seller, List<String> tlds) {
    Map<String, Recorded> present = statuses.present(seller);
    Map<String, TermsVersion> published = terms.current(seller);
    return new Page(
        statuses.versions(List.of(seller)).getOrDefault(seller, 0L),
        published.values().stream().mapToLong(TermsVersion::version).sum(),
        tlds.stream()
            .map(
                tld ->
                    new OfTld(
                        tld,
                        WhatIsSold.statusOf(present, tld),
                        published.getOrDefault(tld, TermsVersion.first(tld)),
                        present.containsKey(tld) ? present.get(tld).termsVersion() : 0))
            .toList());
  }

  @Transactional(readOnly = true)
  public List<Recorded> history(SellerId seller, String tld, Window window) {
    return statuses.history(seller, tld, window);
  }
}
