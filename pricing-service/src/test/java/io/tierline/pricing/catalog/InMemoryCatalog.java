package io.tierline.pricing.catalog;

import io.tierline.pricing.engine.ProductKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A catalog for tests without a database. */
public final class InMemoryCatalog implements Catalog, Listings {

  private final TreeMap<String, Listing> listings = new TreeMap<>();
  private Revision revision = new Revision("first", 0);

  /** With everything that the shipped file has. */
  public static InMemoryCatalog shipped() {
    InMemoryCatalog catalog = new InMemoryCatalog();
    shippedListings().forEach(catalog::put);
    return catalog;
  }

  public static List<Listing> shippedListings() {
    try (InputStream file =
        Objects.requireNonNull(InMemoryCatalog.class.getResourceAsStream("/pricing/catalog.csv"))) {
      return CatalogFile.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Product> tlds(String after, int limit) {
    return listings.tailMap(after, false).values().stream()
        .map(Listing::product)
        .filter(product -> product.kind() == ProductKind.TLD)
        .limit(limit)
        .toList();
  }

  @Override
  public Revision revision() {
    return revision;
  }

  @Override
  public Stock stock() {
    Map<String, Product> products = new HashMap<>();
    listings.forEach((code, listing) -> products.put(code, listing.product()));
    return new Stock(revision, products);
  }

  @Override
  public List<Listing> lockAll() {
    return List.copyOf(listings.values());
  }

  @Override
  public void put(Listing listing) {
    listings.put(listing.product().code(), listing);
  }

  @Override
  public void raiseRevision() {
    revision = new Revision(revision.history(), revision.number() + 1);
  }

  /** As after a database was set back: numbers are given out again. */
  public void beginAnotherHistory(long number) {
    revision = new Revision(revision.history() + "'s other", number);
  }
}
