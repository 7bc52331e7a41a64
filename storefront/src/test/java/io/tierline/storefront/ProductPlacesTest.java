package io.tierline.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProductPlacesTest {

  @Test
  @DisplayName("Each product has a place of its own, and what is not there has none")
  void eachProductHasAPlace() {
    for (int size = 0; size < 200; size++) {
      List<String> products = IntStream.range(0, size).mapToObj(i -> "tld" + i).toList();
      ProductPlaces places = ProductPlaces.of(products);

      assertThat(products.stream().map(places::placeOf))
          .doesNotHaveDuplicates()
          .allSatisfy(place -> assertThat(place).isBetween(0, places.count() - 1));
      assertThat(places.placeOf("tld" + size)).isEqualTo(ProductPlaces.NONE);
      assertThat(places.placeOf("")).isEqualTo(ProductPlaces.NONE);
    }
  }

  @Test
  @DisplayName("Products whose names have the same hash are told apart")
  void namesOfOneHashAreToldApart() {
    List<String> oneHash = List.of("AaAa", "BBBB", "AaBB", "BBAa");
    ProductPlaces places = ProductPlaces.of(oneHash.subList(0, 3));

    Map<String, Integer> found = new HashMap<>();
    places.forEach(found::put);
    assertThat(found).containsOnlyKeys("AaAa", "BBBB", "AaBB");
    found.forEach((product, place) -> assertThat(places.placeOf(product)).isEqualTo(place));
    assertThat(places.placeOf("BBAa")).isEqualTo(ProductPlaces.NONE);
  }

  @Test
  @DisplayName("Names of all lengths and letters are told apart, as a purchase asks for them")
  void namesOfAllLengthsAreToldApart() {
    List<String> products =
        List.of(
            "com",
            "\0com",
            "co.uk",
            "services",
            "marketing",
            "photography",
            "xn--q9jyb4c",
            "web-hosting-AaBB",
            "web-hosting-BBAa",
            "ü");
    ProductPlaces places = ProductPlaces.of(products);

    Map<String, Integer> found = new HashMap<>();
    places.forEach(found::put);
    assertThat(found).containsOnlyKeys(products);
    found.forEach((product, place) -> assertThat(places.placeOf(product)).isEqualTo(place));
    assertThat(places.placeOf(purchaseOf(".XN--Q9JYB4C"))).isEqualTo(found.get("xn--q9jyb4c"));
    assertThat(places.placeOf(purchaseOf(".Services"))).isEqualTo(found.get("services"));
    assertThat(places.placeOf(purchaseOf("web-hosting-aabb"))).isEqualTo(ProductPlaces.NONE);
    assertThat(places.placeOf("web-hosting-BBBB")).isEqualTo(ProductPlaces.NONE);
    assertThat(places.placeOf("om")).isEqualTo(ProductPlaces.NONE);
    assertThat(places.placeOf("\0\0com")).isEqualTo(ProductPlaces.NONE);
  }

  @Test
  @DisplayName("Names that differ in their first letters only lie apart, too")
  void namesOfOneEndingLieApart() {
    List<String> products =
        IntStream.rangeClosed('a', 'z')
            .boxed()
            .flatMap(
                first ->
                    IntStream.rangeClosed('a', 'z')
                        .mapToObj(second -> "%c%c.co.uk".formatted(first, second)))
            .toList();
    ProductPlaces places = ProductPlaces.of(products);

    Set<Integer> taken = products.stream().map(places::placeOf).collect(Collectors.toSet());
    long besideAnother = taken.stream().filter(place -> taken.contains(place + 1)).count();
    assertThat(besideAnother).isLessThan(products.size() / 2);
  }

  @Test
  @DisplayName("Purchases of the same are equal, however the product was written")
  void purchasesOfTheSameAreEqual() {
    assertThat(purchaseOf(".COM"))
        .isEqualTo(purchaseOf("com"))
        .hasSameHashCodeAs(purchaseOf("com"))
        .hasToString(purchaseOf("com").toString())
        .isNotEqualTo(purchaseOf("net"))
        .isNotEqualTo(purchaseOf("com").by(Buyer.customer(new CustomerId(1))));
    assertThat(purchaseOf("net").by(Buyer.customer(new CustomerId(1))).product()).isEqualTo("net");
  }

  private static Purchase purchaseOf(String product) {
    return Purchase.of(new SellerId(1), product, ProductAction.RENEW, 1);
  }

  @Test
  @DisplayName("Ids given one after the other, or far apart, are found, and no others")
  void idsAreFound() {
    for (int size = 0; size < 200; size++) {
      Map<Long, String> values = new HashMap<>();
      for (int i = 0; i < size; i++) {
        values.put(1_000L + i, "n" + i);
        values.put(Long.MAX_VALUE - 1_024L * i, "f" + i);
      }
      ById<String> byId = ById.of(values);

      values.forEach((id, value) -> assertThat(byId.get(id)).isEqualTo(value));
      assertThat(byId.get(999)).isNull();
      assertThat(byId.get(1_000L + size)).isNull();
    }
  }

  @Test
  @DisplayName("What is added or replaced is found besides what was there, which stays as it was")
  void idsAreAddedAndReplaced() {
    ById<String> before = ById.of(Map.of(1L, "first"));
    for (long id = 2; id <= 500; id++) {
      ById<String> after = before.with(Map.of(id, "new", id / 2, "replaced"));

      assertThat(after.get(id)).isEqualTo("new");
      assertThat(after.get(id / 2)).isEqualTo("replaced");
      assertThat(after.get(id + 1)).isNull();
      assertThat(before.get(id)).isNull();
      before = after;
    }
    assertThat(before.get(250)).isEqualTo("replaced");
    assertThat(before.get(400)).isEqualTo("new");
  }
}
