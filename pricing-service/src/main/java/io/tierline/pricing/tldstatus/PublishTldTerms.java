package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import io.tierline.pricing.tldstatus.TermsVersion.Publication;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * An operator publishes a new version of a TLD's terms. Nobody stops selling by it: who sets the
 * TLD's status next agrees to it (domain.md PR-15).
 */
public class PublishTldTerms {

  private static final int URL_LENGTH_MAX = 2_000;

  private final TldTerms terms;
  private final Catalog catalog;
  private final Sellers sellers;
  private final Clock clock;

  public PublishTldTerms(TldTerms terms, Catalog catalog, Sellers sellers, Clock clock) {
    this.terms = terms;
    this.catalog = catalog;
    this.sellers = sellers;
    this.clock = clock;
  }

  /**
   * @param tld as the operator wrote it
   * @param expectedVersion the one the operator saw; null when it named none
   * @param url where the new terms can be read
   */
  public record Command(
      SellerId operator,
      String tld,
      @Nullable Long expectedVersion,
      String url,
      String author,
      String reason) {}

  public sealed interface Result {

    record Published(TermsVersion terms) implements Result {}

    record Refused(PriceRefusal refusal) implements Result {}

    record TldUnknown(String tld) implements Result {}

    /** Pricing has not heard of it. */
    record SellerUnknown(SellerId seller) implements Result {}

    /** A partner: terms are its operator's. */
    record NotAnOperator(SellerId seller) implements Result {}

    /**
     * @param current the version there is
     */
    record OtherVersion(long current) implements Result {}

    record VersionRequired(long current) implements Result {}
  }

  @Transactional
  public Result publish(Command command) {
    Optional<Seller> operator = sellers.find(command.operator());
    if (operator.isEmpty()) {
      return new Result.SellerUnknown(command.operator());
    }
    if (operator.get().parent() != null) {
      return new Result.NotAnOperator(command.operator());
    }
    Optional<String> tld =
        ProductNames.ascii(command.tld())
            .flatMap(catalog::find)
            .filter(product -> product.kind() == ProductKind.TLD)
            .map(Product::code);
    if (tld.isEmpty()) {
      return new Result.TldUnknown(command.tld());
    }
    int current = currentOf(command.operator(), tld.get());
    Long expected = command.expectedVersion();
    if (expected == null) {
      return new Result.VersionRequired(current);
    }
    if (expected != current) {
      return new Result.OtherVersion(current);
    }
    Optional<URI> url = address(command.url());
    if (url.isEmpty()) {
      return new Result.Refused(PriceRefusal.termsAddress("url"));
    }
    TermsVersion published =
        new TermsVersion(
            tld.get(),
            current + 1,
            new Publication(
                url.get(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                command.author(),
                command.reason()));
    return terms.record(command.operator(), published)
        ? new Result.Published(published)
        : new Result.OtherVersion(currentOf(command.operator(), tld.get()));
  }

  private int currentOf(SellerId operator, String tld) {
    return terms.current(operator).getOrDefault(tld, TermsVersion.first(tld)).version();
  }

  /** One that a browser opens for everybody, without anything else in it. */
  private static Optional<URI> address(String text) {
    if (text.length() > URL_LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text))
          .filter(uri -> "https".equalsIgnoreCase(uri.getScheme()))
          .filter(uri -> uri.getHost() != null && uri.getUserInfo() == null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
