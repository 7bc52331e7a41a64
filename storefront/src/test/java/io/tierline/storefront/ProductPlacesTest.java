package io.tierline.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
