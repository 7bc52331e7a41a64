package io.tierline.pricing.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.catalog.Product.Privacy;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFileTest {

  /** domain.md OR-8. */
  private static final Set<String> WITHOUT_PRIVACY =
      Set.of(
          "asia", "at", "au", "ca", "cn", "org.co", "de", "es", "eu", "hn", "in", "nl", "nz", "pro",
          "ru", "sx", "tel", "uk", "us");

  private final InMemoryCatalog catalog = InMemoryCatalog.shipped();

  @Test
  void theShippedCatalogHasTheTldsOfTheStory() {
    assertThat(catalog.tlds("", 1_000)).hasSizeGreaterThanOrEqualTo(30);
    assertThat(catalog.tlds("", 1_000))
        .extracting(Product::code)
        .contains(
            "com",
            "net",
            "org",
            "info",
            "biz",
            "io",
            "co",
            "uk",
            "co.uk",
            "org.uk",
            "jp",
            "co.jp",
            "asia",
            "at",
            "au",
            "com.au",
            "ca",
            "cn",
            "de",
            "es",
            "eu",
            "hn",
            "in",
            "nl",
            "nz",
            "pro",
            "ru",
            "sx",
            "tel",
            "us",
            "sg",
            "com.sg",
            "app",
            "dev",
            "shop",
            "xyz",
            "xn--q9jyb4c");
  }

  @Test
  @DisplayName("OR-8: privacy is not offered for the TLDs of the list and what is below them")
  void privacyFollowsTheList() {
    for (Product tld : catalog.tlds("", 1_000)) {
      boolean without =
          WITHOUT_PRIVACY.contains(tld.code())
              || WITHOUT_PRIVACY.contains(tld.code().substring(tld.code().lastIndexOf('.') + 1));
      assertThat(tld.privacy())
          .as(tld.code())
          .isEqualTo(without ? Privacy.NOT_OFFERED : Privacy.OFFERED);
    }
  }

  @Test
  @DisplayName("PR-9: sub-resellers get telescopic prices on the .uk family only")
  void onlyUkIsTelescopicForSubResellers() {
    Set<String> telescopic =
        catalog.tlds("", 1_000).stream()
            .filter(tld -> tld.terms().subResellerPricing() == SubResellerPricing.TELESCOPIC)
            .map(Product::code)
            .collect(Collectors.toSet());

    assertThat(telescopic).containsExactlyInAnyOrder("uk", "co.uk", "org.uk", "me.uk");
  }

  @Test
  @DisplayName("NO-2: the last day to renew .jp lies days before expiry, that of gTLDs does not")
  void theLastDayToRenewIsInTheCatalog() {
    assertThat(known("jp").lastRenewalDaysBeforeExpiry()).isPositive();
    assertThat(known("co.jp").lastRenewalDaysBeforeExpiry()).isPositive();
    Stream.of("com", "net", "org", "info", "xyz")
        .forEach(tld -> assertThat(known(tld).lastRenewalDaysBeforeExpiry()).isZero());
  }

  @Test
  void privacyIsAProductOfItsOwn() {
    assertThat(known("privacy").kind()).isEqualTo(ProductKind.PRIVACY);
    assertThat(known("privacy").terms().actions())
        .containsExactlyInAnyOrder(ProductAction.REGISTER, ProductAction.RENEW);
  }

  @Test
  @DisplayName("PR-7: the four web services that count for slabs are products")
  void webServicesAreProducts() {
    for (String service :
        List.of("email-hosting", "linux-hosting", "windows-hosting", "website-builder")) {
      assertThat(known(service).kind()).isEqualTo(ProductKind.WEB_SERVICE);
      assertThat(known(service).terms().actions())
          .containsExactlyInAnyOrder(ProductAction.REGISTER, ProductAction.RENEW);
    }
  }

  @Test
  @DisplayName("PR-13: a TLD in sunrise has its window and what the registry asks once")
  void aSunriseStandsBelowItsTld() {
    Product tld =
        CatalogFile.read(
                """
                TLD,example,1,10,yes,0,SAME_FOR_EVERY_TENURE,USD,10.00,10.00,10.00,40.00
                SUNRISE,example,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,USD,80.00
                """)
            .getFirst()
            .product();

    assertThat(tld.applicationFee()).isEqualTo(Money.parse("USD 80.00"));
    assertThat(tld.terms().chargesApplicationFee(Instant.parse("2026-11-01T00:00:00Z"))).isTrue();
    assertThat(tld.terms().chargesApplicationFee(Instant.parse("2026-12-01T00:00:00Z"))).isFalse();
  }

  @Test
  @DisplayName("PR-13: a sunrise may ask nothing")
  void aSunriseMayAskNothing() {
    Product tld =
        CatalogFile.read(
                """
                TLD,example,1,10,yes,0,SAME_FOR_EVERY_TENURE,USD,10.00,10.00,10.00,40.00
                SUNRISE,example,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,USD,-
                """)
            .getFirst()
            .product();

    assertThat(tld.applicationFee()).isNull();
    assertThat(tld.terms().sunrise()).isNotNull();
    assertThat(tld.terms().chargesApplicationFee(Instant.parse("2026-11-01T00:00:00Z"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SUNRISE,example,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,USD,80.00",
        "SUNRISE,com,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z,USD,80.00",
        "SUNRISE,com,yesterday,2026-12-01T00:00:00Z,USD,80.00",
        "SUNRISE,com,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,USD,80.005",
        "SUNRISE,com,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,USD"
      })
  void aSunriseThatCannotBeUnderstoodIsNamed(String line) {
    String com = "TLD,com,1,10,yes,0,SAME_FOR_EVERY_TENURE,USD,10.00,10.00,10.00,40.00";
    assertThatThrownBy(() -> CatalogFile.read(com + "\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line 2");
  }

  @Test
  void namesAreUnderstoodInBothForms() {
    assertThat(ProductNames.ascii("みんな")).contains("xn--q9jyb4c");
    assertThat(ProductNames.ascii("XN--Q9JYB4C")).contains("xn--q9jyb4c");
    assertThat(ProductNames.ascii(".Co.UK")).contains("co.uk");
    assertThat(ProductNames.unicode("xn--q9jyb4c")).isEqualTo("みんな");
    for (String none :
        List.of("", ".", "..", "a b", "a_b", "-a", "com\0", "a".repeat(100), "xn--\uD800")) {
      assertThat(ProductNames.ascii(none)).as(none).isEmpty();
    }
  }

  @Test
  void aLineThatCannotBeUnderstoodIsNamed() {
    assertThatThrownBy(() -> CatalogFile.read("# nothing\nTLD,com,1,10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line 2");
    assertThatThrownBy(
            () -> CatalogFile.read("TLD,com,1,99,yes,0,SAME_FOR_EVERY_TENURE,USD,1,1,1,1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line 1")
        .hasMessageContaining("99");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hosting", "linux-hosting.com", ".hosting", "みんな", "XN--Q9JYB4C"})
  void aWebServiceThatCouldBeATldIsNamed(String code) {
    assertThatThrownBy(
            () ->
                CatalogFile.read(
                    "# services\nWEB_SERVICE,%s,1,10,no,0,SAME_FOR_EVERY_TENURE,USD,1,1,-,-"
                        .formatted(code)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Line 2")
        .hasMessageContaining("the code of a web service has a hyphen")
        .hasMessageContaining(code);
  }

  private Product known(String code) {
    return catalog.find(code).orElseThrow();
  }
}
