package io.tierline.pricing.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookVersions.Versions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link BookVersions} does. */
interface BookVersionsBehaviour {

  /** As this seller sees them. */
  Map<BookKey, Versions> versions(SellerId seller, BookKey... keys);

  SellerId aSeller();

  /** One more change of a seller's prices for customers. */
  void changePrices(SellerId seller);

  /** One more change of what holds for all its sales. */
  void changeRules(SellerId seller);

  /** One more change of the margins it wants to keep. */
  void changeMargins(SellerId seller);

  /** One more change of which TLDs it sells. */
  void changeStatuses(SellerId seller);

  @Test
  default void aBookThatWasNeverMadeHasNoVersions() {
    SellerId seller = aSeller();

    assertThat(versions(seller, customersOf(seller))).isEmpty();
    changePrices(seller);
    assertThat(versions(seller, customersOf(seller), subResellersOf(seller)))
        .containsOnlyKeys(customersOf(seller));
    assertThat(versions(seller)).isEmpty();
  }

  @Test
  @DisplayName("PR-16: each change is seen in its own version, and in no other")
  default void eachChangeIsSeen() {
    SellerId seller = aSeller();
    changePrices(seller);
    Versions first = versionsOf(seller);

    changePrices(seller);
    Versions priced = versionsOf(seller);
    assertThat(priced).isEqualTo(withBook(first, first.book() + 1));

    changeRules(seller);
    Versions ruled = versionsOf(seller);
    assertThat(ruled.rules()).isGreaterThan(priced.rules());
    assertThat(ruled)
        .isEqualTo(
            new Versions(
                priced.history(),
                priced.book(),
                priced.catalog(),
                ruled.rules(),
                priced.statuses()));

    changeStatuses(seller);
    Versions selling = versionsOf(seller);
    assertThat(selling.statuses()).isGreaterThan(ruled.statuses());
    assertThat(selling)
        .isEqualTo(
            new Versions(
                ruled.history(), ruled.book(), ruled.catalog(), ruled.rules(), selling.statuses()));
  }

  @Test
  @DisplayName("PR-1 PR-16: what another seller changes is none of one's own")
  default void anothersChangesDoNotCount() {
    SellerId seller = aSeller();
    SellerId other = aSeller();
    changePrices(seller);
    Versions before = versionsOf(seller);

    changePrices(other);
    changeRules(other);
    changeStatuses(other);

    assertThat(versionsOf(seller)).isEqualTo(before);
  }

  @Test
  @DisplayName("PR-12: margins to keep are in no book: none is made anew for them")
  default void marginsToKeepAreInNoBook() {
    SellerId seller = aSeller();
    changePrices(seller);
    changeRules(seller);
    Versions before = versionsOf(seller);

    changeMargins(seller);

    assertThat(versionsOf(seller)).isEqualTo(before);
  }

  private Versions versionsOf(SellerId seller) {
    return List.copyOf(versions(seller, customersOf(seller)).values()).getFirst();
  }

  private static Versions withBook(Versions versions, long book) {
    return new Versions(
        versions.history(), book, versions.catalog(), versions.rules(), versions.statuses());
  }

  private static BookKey customersOf(SellerId seller) {
    return new BookKey(seller, Audience.CUSTOMER);
  }

  private static BookKey subResellersOf(SellerId seller) {
    return new BookKey(seller, Audience.SUB_RESELLER);
  }
}
