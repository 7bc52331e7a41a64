package io.tierline.pricing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every catalog does. */
public interface CatalogBehaviour {

  Catalog catalog();

  /** The lines it is made of. */
  Listings listings();

  /** Runs as the background does, in a transaction of its own. */
  <T> T inTransaction(Supplier<T> work);

  @Test
  @DisplayName("PR-13: a product comes back as it was put, with its sunrise and without one")
  default void whatIsPutComesBack() {
    Listing usual = put("TLD,usual,2,9,yes,3,TELESCOPIC,USD,1.50,2.50,-,4.50");
    Listing inSunrise =
        put(
            """
            TLD,early,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,10.00,10.00,10.00,40.00
            SUNRISE,early,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,JPY,8000
            """);
    Listing withoutFee =
        put(
            """
            TLD,earlier,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,10.00,10.00,10.00,40.00
            SUNRISE,earlier,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,USD,-
            """);

    assertThat(inTransaction(() -> listings().lockAll())).contains(usual, inSunrise, withoutFee);
    assertThat(inTransaction(() -> catalog().find("early"))).contains(inSunrise.product());
    assertThat(inTransaction(() -> catalog().find(List.of("usual", "earlier", "nothing"))))
        .containsOnlyKeys("usual", "earlier");
  }

  @Test
  default void whatIsPutLastCounts() {
    put(
        """
        TLD,late,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,10.00,10.00,10.00,40.00
        SUNRISE,late,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,USD,80.00
        """);
    Listing open = put("TLD,late,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,11.00,11.00,11.00,-");

    assertThat(inTransaction(() -> listings().lockAll())).contains(open);
    assertThat(inTransaction(() -> catalog().find("late"))).contains(open.product());
  }

  @Test
  default void everythingIsOfOneRevision() {
    Listing listing = put("TLD,stocked,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,1,1,1,1");

    Catalog.Stock stock = inTransaction(() -> catalog().stock());

    assertThat(stock.revision()).isEqualTo(inTransaction(() -> catalog().revision()));
    assertThat(stock.products()).containsEntry("stocked", listing.product());
  }

  @Test
  default void tldsAreListedBehindOne() {
    put("TLD,zzb,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,1,1,1,1");
    put("TLD,zza,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,1,1,1,1");
    put("WEB_SERVICE,zz-hosting,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,1,1,-,-");

    assertThat(inTransaction(() -> catalog().tlds("zz", 10)))
        .extracting(Product::code)
        .containsExactly("zza", "zzb");
    assertThat(inTransaction(() -> catalog().tlds("zza", 10)))
        .extracting(Product::code)
        .containsExactly("zzb");
  }

  @Test
  default void theRevisionGrows() {
    Catalog.Revision before = inTransaction(() -> catalog().revision());

    inTransaction(
        () -> {
          listings().raiseRevision();
          return before;
        });

    Catalog.Revision after = inTransaction(() -> catalog().revision());
    assertThat(after.number()).isGreaterThan(before.number());
    assertThat(after.history()).isEqualTo(before.history());
  }

  private Listing put(String csv) {
    Listing listing = CatalogFile.read(csv).getFirst();
    return inTransaction(
        () -> {
          listings().put(listing);
          listings().raiseRevision();
          return listing;
        });
  }
}
