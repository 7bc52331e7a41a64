package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All prices of one version of one product, by place of the slab, action and tenure, in minor
 * units: one array of what was entered, one of where each question finds its answer. There are
 * millions of these in memory, so a place has a row with room for what can be bought and no more.
 */
final class PriceTable {

  private static final long EMPTY = -1;
  private static final short NOWHERE = -1;

  /** Every tenure of the two actions that have some, and one year of the two others. */
  private static final int ROW = 2 * Limits.TENURE_MAX_YEARS + 2;

  private final long[] own;
  private final short[] answers;

  private PriceTable(long[] own, short[] answers) {
    this.own = own;
    this.answers = answers;
  }

  /** A cell of a slab that was deleted since is left out. */
  static PriceTable compile(List<Slab> slabs, Collection<PriceCell> cells) {
    int places = slabs.size() + 1;
    long[] own = new long[places * ROW];
    Arrays.fill(own, EMPTY);
    for (PriceCell cell : cells) {
      int place = placeOf(slabs, cell.slab());
      if (place >= 0) {
        own[index(cell.action(), place, cell.years())] = cell.perYear();
      }
    }
    short[] answers = new short[own.length];
    for (ProductAction action : ProductAction.values()) {
      for (int place = 0; place < places; place++) {
        for (int years = 1; years <= tenures(action); years++) {
          answers[index(action, place, years)] = answer(own, action, place, years);
        }
      }
    }
    return new PriceTable(own, answers);
  }

  private static short answer(long[] own, ProductAction action, int reached, int years) {
    for (int place = reached; place >= Pr7Slabs.BASE; place--) {
      int here = place;
      var tenure =
          Pr3Telescopic.tenureThatCounts(
              years, candidate -> own[index(action, here, candidate)] != EMPTY);
      if (tenure.isPresent()) {
        return (short) index(action, place, tenure.getAsInt());
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

  private static int index(ProductAction action, int place, int years) {
    return place * ROW
        + switch (action) {
          case REGISTER -> years - 1;
          case RENEW -> Limits.TENURE_MAX_YEARS + years - 1;
          case TRANSFER -> 2 * Limits.TENURE_MAX_YEARS;
          case RESTORE -> 2 * Limits.TENURE_MAX_YEARS + 1;
        };
  }

  private static int tenures(ProductAction action) {
    return Pr3Telescopic.allowedFor(action) ? Limits.TENURE_MAX_YEARS : 1;
  }

  /** The price entered at exactly this place; negative when the cell is empty. */
  long own(ProductAction action, int place, int years) {
    return years > tenures(action) ? EMPTY : own[index(action, place, years)];
  }

  /** The price that counts for a buyer who reached this place. */
  @Nullable Found find(ProductAction action, int reached, int years) {
    short answer = answer(action, reached, years);
    if (answer == NOWHERE) {
      return null;
    }
    int inRow = answer % ROW;
    return new Found(
        answer / ROW,
        inRow < 2 * Limits.TENURE_MAX_YEARS ? inRow % Limits.TENURE_MAX_YEARS + 1 : 1,
        own[answer]);
  }

  private short answer(ProductAction action, int reached, int years) {
    return years > tenures(action) ? NOWHERE : answers[index(action, reached, years)];
  }

  /** About what it takes in memory. */
  int bytes() {
    return own.length * (Long.BYTES + Short.BYTES);
  }

  /**
   * @param place of the slab that gave the price
   * @param years tenure that gave the price
   */
  record Found(int place, int years, long perYear) {}
}
