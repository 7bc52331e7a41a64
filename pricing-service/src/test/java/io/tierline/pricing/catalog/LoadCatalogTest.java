package io.tierline.pricing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.pricing.engine.ProductKind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoadCatalogTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final List<TldEvent> told = new ArrayList<>();
  private final LoadCatalog loadCatalog =
      new LoadCatalog(catalog, told::add, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void loadingTheSameFileAgainTellsNothing() {
    List<Listing> shipped = InMemoryCatalog.shippedListings();

    assertThat(loadCatalog.load(shipped)).isEqualTo(shipped.size());
    assertThat(loadCatalog.load(shipped)).isZero();

    assertThat(told)
        .extracting(TldEvent::tld)
        .containsExactlyElementsOf(
            shipped.stream()
                .map(Listing::product)
                .filter(product -> product.kind() == ProductKind.TLD)
                .map(Product::code)
                .toList());
    assertThat(catalog.revision().number()).isEqualTo(1);
  }

  @Test
  @DisplayName("only what changed is told again")
  void onlyChangesAreTold() {
    loadCatalog.load(CatalogFile.read("TLD,jp,1,1,yes,15,SAME_FOR_EVERY_TENURE,USD,1,1,1,1"));
    told.clear();

    loadCatalog.load(CatalogFile.read("TLD,jp,1,1,yes,16,SAME_FOR_EVERY_TENURE,USD,1,1,1,1"));

    assertThat(told)
        .containsExactly(
            new TldEvent.TldListed(
                "jp", 1, 1, List.of(ProductAction.values()), true, 16, null, NOW));
  }

  @Test
  @DisplayName("PR-13 storefronts are told of a sunrise, so that they can ask the fee in it")
  void aSunriseIsTold() {
    loadCatalog.load(
        CatalogFile.read(
            """
            TLD,tokyo,1,10,yes,0,SAME_FOR_EVERY_TENURE,USD,1,1,-,1
            SUNRISE,tokyo,2026-12-01T00:00:00Z,2027-01-01T00:00:00Z,USD,80
            """));

    assertThat(told)
        .containsExactly(
            new TldEvent.TldListed(
                "tokyo",
                1,
                10,
                List.of(ProductAction.REGISTER, ProductAction.RENEW, ProductAction.RESTORE),
                true,
                0,
                new TldEvent.Sunrise(
                    Instant.parse("2026-12-01T00:00:00Z"),
                    Instant.parse("2027-01-01T00:00:00Z"),
                    true),
                NOW));
  }
}
