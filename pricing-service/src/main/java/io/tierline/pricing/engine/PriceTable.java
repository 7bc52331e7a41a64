package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All prices of one version of one product, by action, place of the slab and tenure, in minor
 * units: one array of what was entered, one of where each question finds its answer.
 */
final class PriceTable {

  private static final long EMPTY = -1;
  private static final short NOWHERE = -1;

  private final int places;
  private final long[] own;
  private final short[] answers;

  private PriceTable(int places, long[] own, short[] answers) {
    this.places = places;
    this.own = own;
    this.answers = answers;
  }

  /** A cell of a slab that was deleted since is left out. */
  static PriceTable compile(List<Slab> slabs, Collection<PriceCell> cells) {
    int places = slabs.size() + 1;
    int size = ProductAction.values().length * places * Limits.TENURE_MAX_YEARS;
    long[] own = new long[size];
    Arrays.fill(own, EMPTY);
    for (PriceCell cell : cells) {
      int place = placeOf(slabs, cell.slab());
      if (place >= 0) {
        own[index(places, cell.action(), place, cell.years())] = cell.perYear();
      }
    }
    short[] answers = new short[size];
    for (ProductAction action : ProductAction.values()) {
      for (int place = 0; place < places; place++) {
        for (int years = 1; years <= Limits.TENURE_MAX_YEARS; years++) {
          answers[index(places, action, place, years)] = answer(places, own, action, place, years);
        }
      }
    }
    return new PriceTable(places, own, answers);
  }

  private static short answer(
      int places, long[] own, ProductAction action, int reached, int years) {
    for (int place = reached; place >= Pr7Slabs.BASE; place--) {
      int here = place;
      var tenure =
          Pr3Telescopic.tenureThatCounts(
              years, candidate -> own[index(places, action, here, candidate)] != EMPTY);
      if (tenure.isPresent()) {
        return (short) index(places, action, place, tenure.getAsInt());
      }
    }
    return NOWHERE;
  }

  private static int placeOf(List<Slab> slabs, int number) {
    if (number == Pr7Slabs.BASE) {
      return Pr7Slabs.BASE;
    }
    for (int i = 0; i < slabs.size(); i++) {
      if (slabs.get(i).number() == number) {
        return i + 1;
      }
    }
    return -1;
  }

  private static int index(int places, ProductAction action, int place, int years) {
    return (action.ordinal() * places + place) * Limits.TENURE_MAX_YEARS + years - 1;
  }

  /** The price entered at exactly this place; negative when the cell is empty. */
  long own(ProductAction action, int place, int years) {
    return own[index(places, action, place, years)];
  }

  /** The price that counts for a buyer who reached this place. */
  @Nullable Found find(ProductAction action, int reached, int years) {
    short answer = answers[index(places, action, reached, years)];
    if (answer == NOWHERE) {
      return null;
    }
    return new Found(
        answer / Limits.TENURE_MAX_YEARS % places,
        answer % Limits.TENURE_MAX_YEARS + 1,
        own[answer]);
  }

  /**
   * @param place of the slab that gave the price
   * @param years tenure that gave the price
   */
  record Found(int place, int years, long perYear) {}
}
