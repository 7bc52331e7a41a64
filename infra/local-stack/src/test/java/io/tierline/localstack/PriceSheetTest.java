package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.localstack.PriceSheet.Difference;
import io.tierline.localstack.PriceSheet.Place;
import io.tierline.localstack.PriceSheet.Shown;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PriceSheetTest {

  private static final Place COM = new Place("com", ProductAction.RENEW, 1);
  private static final Map<String, Long> TOLD = Map.of("com", 1L);

  @Test
  @DisplayName("PR-16: what is in doubt is named, and is not taken for withdrawn")
  void whatIsInDoubtIsNotWithdrawn() {
    PriceSheet sold = sheet(at("15.00"));
    PriceSheet doubtful = unvouched().after(sold, TOLD);

    assertThat(doubtful.unvouchedSince(sold)).containsExactly("com");
    assertThat(sold.differencesTo(doubtful)).isEmpty();

    PriceSheet again = sheet(at("14.00")).after(doubtful, TOLD);
    assertThat(doubtful.unvouchedSince(again)).containsExactly("com");
    assertThat(doubtful.differencesTo(again))
        .containsExactly(new Difference(COM, at("15.00"), at("14.00")));
  }

  @Test
  void whatIsWithdrawnIsNoLongerListed() {
    PriceSheet sold = sheet(at("15.00"));
    PriceSheet none = new PriceSheet(new TreeMap<>(), new TreeSet<>()).after(sold, TOLD);

    assertThat(sold.differencesTo(none)).containsExactly(new Difference(COM, at("15.00"), null));
  }

  private static Shown at(String total) {
    return new Shown(Money.parse("USD " + total), "usual", 1);
  }

  private static PriceSheet sheet(Shown shown) {
    SortedMap<Place, Shown> prices = new TreeMap<>();
    prices.put(COM, shown);
    return new PriceSheet(prices, new TreeSet<>());
  }

  private static PriceSheet unvouched() {
    return new PriceSheet(new TreeMap<>(), new TreeSet<>(List.of("com")));
  }
}
