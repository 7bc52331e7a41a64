package io.tierline.pricing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeptCatalogTest implements CatalogBehaviour {

  private final InMemoryCatalog behind = InMemoryCatalog.shipped();
  private final KeptCatalog catalog = new KeptCatalog(behind);

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public Listings listings() {
    return behind;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return work.get();
  }

  @Test
  @DisplayName(
      "products of a history that was lost are read again, though the revision is the same")
  void anotherHistoryIsReadAgain() {
    assertThat(catalog.find("com")).isPresent();
    Listing changed =
        CatalogFile.read("TLD,com,2,3,no,0,SAME_FOR_EVERY_TENURE,USD,1,1,1,1").getFirst();
    behind.put(changed);

    behind.beginAnotherHistory(behind.revision().number());

    assertThat(catalog.find("com")).contains(changed.product());
  }

  @Test
  void productsAreReadAgainOnlyWhenTheCatalogHasChanged() {
    Product before = catalog.find("com").orElseThrow();
    Listing changed =
        CatalogFile.read("TLD,com,2,3,no,0,SAME_FOR_EVERY_TENURE,USD,1,1,1,1").getFirst();

    // As if it were not committed yet.
    behind.put(changed);
    assertThat(catalog.find("com")).containsSame(before);
    behind.raiseRevision();

    assertThat(catalog.find("com")).contains(changed.product());
    assertThat(catalog.find(List.of("com", "nowhere")))
        .containsOnlyKeys("com")
        .containsEntry("com", changed.product());
    assertThat(catalog.find(List.of())).isEmpty();
  }
}
