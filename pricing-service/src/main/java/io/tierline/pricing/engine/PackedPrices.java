package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slabs and usual prices of a whole book in one array. There are thousands of books in memory
 * and no two quotes ask for the same prices, so that a quote costs about as much as the memory it
 * reads: what belongs together lies together, and each question finds the price that counts (PR-3,
 * PR-7 applied) by one read, in four bytes. Where it was entered is searched for when somebody
 * wants to know.
 *
 * <p>First come the thresholds of the slabs, then a head for each row (a version of a product),
 * then the prices of each row. Most products cost the same per year at every tenure: a row has then
 * one price for each place of a slab and action. Only telescopic ones have one for each tenure.
 */
final class PackedPrices {

  /** The price of what has none. */
  static final long NONE = -1;

  /**
   * A price is packed as twice its amount, and one more where it was entered just there; a dear one
   * as the same of its place among the {@link #large}, counted down from here.
   */
  private static final int NO_PRICE = -1;

  private static final long SMALL_MAX = (1 << 30) - 1;

  private static final int ACTIONS = ProductAction.values().length;

  private static final int DOES_NOT_COUNT = -1;

  /** Receipts in two numbers, and orders. */
  private static final int THRESHOLD = 3;

  /** Where the row's prices start, and its marks. */
  private static final int HEAD = 2;

  /** The mark's lowest bits: the only tenure that has prices, of actions that have tenures. */
  private static final int TENURE = 0xF;

  /** Instead of it: there are prices of several tenures. */
  private static final int BY_TENURE = 0;

  private static final int WITHDRAWN = 1 << 4;
  private static final int WITH_MORE_THAN_CELLS = 1 << 5;
  private static final int WITH_SUNRISE = 1 << 6;
  private static final int STATUS_SHIFT = 7;
  private static final int STATUS = 0x3;
  private static final TldStatus[] STATUSES = TldStatus.values();

  /** The mark's highest bits: one for each action and tenure that is sold. */
  private static final int SOLD_SHIFT = 9;

  /** By action: how many tenures it has, and its first price in a row by tenure. */
  private static final int[] TENURES = new int[ACTIONS];

  private static final int[] FIRST = new int[ACTIONS];

  /** Prices of one place in a row by tenure. */
  private static final int ALL_TENURES;

  static {
    int all = 0;
    for (ProductAction action : ProductAction.values()) {
      TENURES[action.ordinal()] = Pr3Telescopic.allowedFor(action) ? Limits.TENURE_MAX_YEARS : 1;
      FIRST[action.ordinal()] = all;
      all += TENURES[action.ordinal()];
    }
    ALL_TENURES = all;
  }

  private final int slabs;
  private final int[] packed;

  /** Prices that are too large for the array: it says where they are here. */
  private final long[] large;

  private PackedPrices(int slabs, int[] packed, long[] large) {
    this.slabs = slabs;
    this.packed = packed;
    this.large = large;
  }

  /** A version of a product. */
  record Row(ProductTerms terms, TldStatus status, DatedPrices dated) {

    private Collection<PriceCell> cells() {
      return switch (dated) {
        case DatedPrices.Published(_, _, PriceList prices) -> prices.cells();
        case DatedPrices.Withdrawn _ -> List.of();
      };
    }

    private int marks() {
      int marks = sold() << SOLD_SHIFT | status.ordinal() << STATUS_SHIFT | onlyTenure(cells());
      if (terms.sunrise() != null) {
        marks |= WITH_SUNRISE;
      }
      return switch (dated) {
        case DatedPrices.Published(_, _, PriceList prices) ->
            prices.hasOnlyCells() ? marks : marks | WITH_MORE_THAN_CELLS;
        case DatedPrices.Withdrawn _ -> marks | WITHDRAWN;
      };
    }

    private int sold() {
      int sold = 0;
      for (ProductAction action : ProductAction.values()) {
        for (int years = 1; years <= TENURES[action.ordinal()]; years++) {
          if (Pr15TldStatus.allows(status, action) && terms.sells(action, years)) {
            sold |= 1 << (FIRST[action.ordinal()] + years - 1);
          }
        }
      }
      return sold;
    }
  }

  /**
   * @param slabs lowest first; a cell of a slab that was deleted since is left out
   */
  static PackedPrices compile(List<Slab> slabs, List<Row> rows) {
    int places = slabs.size() + 1;
    int heads = slabs.size() * THRESHOLD;
    int[] starts = new int[rows.size() + 1];
    int[] marks = new int[rows.size()];
    starts[0] = heads + rows.size() * HEAD;
    for (int row = 0; row < marks.length; row++) {
      marks[row] = rows.get(row).marks();
      boolean byTenure = (marks[row] & TENURE) == BY_TENURE;
      starts[row + 1] = Math.addExact(starts[row], places * (byTenure ? ALL_TENURES : ACTIONS));
    }
    Filling filling = new Filling(slabs, new int[starts[marks.length]], new ArrayList<>());
    filling.addThresholds();
    for (int row = 0; row < marks.length; row++) {
      filling.packed()[heads + row * HEAD] = starts[row];
      filling.packed()[heads + row * HEAD + 1] = marks[row];
      filling.addPrices(starts[row], marks[row] & TENURE, rows.get(row).cells());
    }
    return new PackedPrices(
        slabs.size(),
        filling.packed(),
        filling.large().stream().mapToLong(Long::longValue).toArray());
  }

  private static int onlyTenure(Collection<PriceCell> cells) {
    int only = BY_TENURE;
    for (PriceCell cell : cells) {
      if (Pr3Telescopic.allowedFor(cell.action())) {
        if (only != BY_TENURE && only != cell.years()) {
          return BY_TENURE;
        }
        only = cell.years();
      }
    }
    return only == BY_TENURE ? 1 : only;
  }

  int slabs() {
    return slabs;
  }

  /**
   * Whether the standing reaches the slab at this place, from 1 (domain.md PR-7). Without a branch:
   * nobody can guess where the one or the other ends.
   *
   * @param receipts in minor units
   */
  boolean reaches(int place, long receipts, int webServicesOrders) {
    int at = (place - 1) * THRESHOLD;
    long receiptsAtLeast =
        (long) packed[at] << Integer.SIZE | Integer.toUnsignedLong(packed[at + 1]);
    int ordersAtLeast = packed[at + 2];
    return (receiptsAtLeast != DOES_NOT_COUNT & receipts >= receiptsAtLeast)
        | (ordersAtLeast != DOES_NOT_COUNT & webServicesOrders >= ordersAtLeast);
  }

  TldStatus status(int row) {
    return STATUSES[marks(row) >> STATUS_SHIFT & STATUS];
  }

  /** Whether its terms and its status let it be bought like that (domain.md PR-3, PR-15). */
  boolean isSold(int row, ProductAction action, int years) {
    int ordinal = action.ordinal();
    return years >= 1
        && years <= TENURES[ordinal]
        && (marks(row) >> (SOLD_SHIFT + FIRST[ordinal] + years - 1) & 1) == 1;
  }

  boolean hasSunrise(int row) {
    return (marks(row) & WITH_SUNRISE) != 0;
  }

  boolean isWithdrawn(int row) {
    return (marks(row) & WITHDRAWN) != 0;
  }

  /** Whether it has promos or an application fee. */
  boolean hasMoreThanCells(int row) {
    return (marks(row) & WITH_MORE_THAN_CELLS) != 0;
  }

  private int start(int row) {
    return packed[slabs * THRESHOLD + row * HEAD];
  }

  private int marks(int row) {
    return packed[slabs * THRESHOLD + row * HEAD + 1];
  }

  /** The price that counts for a buyer who reached this place; negative when there is none. */
  long perYear(int row, ProductAction action, int reached, int years) {
    int number = number(row, action, reached, years);
    return number >= 0 ? number >> 1 : dearOrNone(number);
  }

  private long dearOrNone(int number) {
    return number == NO_PRICE ? NONE : large[dear(number) >> 1];
  }

  private static int dear(int number) {
    return NO_PRICE - 1 - number;
  }

  /** Whether a price was entered at exactly this place. */
  private boolean isEntered(int row, ProductAction action, int place, int years) {
    int tenure = marks(row) & TENURE;
    if (tenure != BY_TENURE && years != Math.min(tenure, TENURES[action.ordinal()])) {
      return false;
    }
    int number = number(row, action, place, years);
    return number != NO_PRICE && ((number >= 0 ? number : dear(number)) & 1) == 1;
  }

  private int number(int row, ProductAction action, int place, int years) {
    int ordinal = action.ordinal();
    if (years > TENURES[ordinal]) {
      return NO_PRICE;
    }
    int tenure = marks(row) & TENURE;
    if (tenure == BY_TENURE) {
      return packed[start(row) + place * ALL_TENURES + FIRST[ordinal] + years - 1];
    }
    return years < Math.min(tenure, TENURES[ordinal])
        ? NO_PRICE
        : packed[start(row) + place * ACTIONS + ordinal];
  }

  /** The price entered at exactly this place; negative when the cell is empty. */
  long own(int row, ProductAction action, int place, int years) {
    return isEntered(row, action, place, years) ? perYear(row, action, place, years) : NONE;
  }

  /** The price that counts for a buyer who reached this place, and where it was entered. */
  PriceTable.@Nullable Found find(int row, ProductAction action, int reached, int years) {
    long perYear = perYear(row, action, reached, years);
    if (perYear == NONE) {
      return null;
    }
    Entry entry =
        Entry.thatCounts((place, tenure) -> isEntered(row, action, place, tenure), reached, years);
    if (entry == null) {
      throw new IllegalStateException("A price that counts was entered nowhere");
    }
    return new PriceTable.Found(entry.place(), entry.years(), perYear);
  }

  /** About what it takes in memory. */
  long bytes() {
    return packed.length * (long) Integer.BYTES + large.length * (long) Long.BYTES;
  }

  /** Where a price was entered. */
  private record Entry(int place, int years) {

    interface Entered {
      boolean at(int place, int years);
    }

    /** In the highest slab reached that has one for this tenure or a shorter one. */
    static @Nullable Entry thatCounts(Entered entered, int reached, int years) {
      for (int place = reached; place >= Pr7Slabs.BASE; place--) {
        int here = place;
        var tenure =
            Pr3Telescopic.tenureThatCounts(years, candidate -> entered.at(here, candidate));
        if (tenure.isPresent()) {
          return new Entry(place, tenure.getAsInt());
        }
      }
      return null;
    }
  }

  private record Filling(List<Slab> slabs, int[] packed, List<Long> large) {

    void addThresholds() {
      for (int i = 0; i < slabs.size(); i++) {
        Long receipts = slabs.get(i).receiptsAtLeast();
        Integer orders = slabs.get(i).webServicesOrdersAtLeast();
        long receiptsAtLeast = receipts == null ? DOES_NOT_COUNT : receipts;
        packed[i * THRESHOLD] = (int) (receiptsAtLeast >> Integer.SIZE);
        packed[i * THRESHOLD + 1] = (int) receiptsAtLeast;
        packed[i * THRESHOLD + 2] = orders == null ? DOES_NOT_COUNT : orders;
      }
    }

    void addPrices(int start, int tenure, Collection<PriceCell> cells) {
      long[] entered = new long[(slabs.size() + 1) * ALL_TENURES];
      Arrays.fill(entered, NONE);
      for (PriceCell cell : cells) {
        int place = placeOf(cell.slab());
        if (place >= 0) {
          int years = TENURES[cell.action().ordinal()] == 1 ? 1 : cell.years();
          entered[index(cell.action(), place, years)] = cell.perYear();
        }
      }
      int next = start;
      for (int place = 0; place <= slabs.size(); place++) {
        for (ProductAction action : ProductAction.values()) {
          int longest = TENURES[action.ordinal()];
          int first = tenure == BY_TENURE ? 1 : Math.min(tenure, longest);
          int last = tenure == BY_TENURE ? longest : first;
          for (int years = first; years <= last; years++) {
            packed[next++] = number(entered, action, place, years);
          }
        }
      }
    }

    private int number(long[] entered, ProductAction action, int reached, int years) {
      Entry entry =
          Entry.thatCounts(
              (place, tenure) -> entered[index(action, place, tenure)] != NONE, reached, years);
      if (entry == null) {
        return NO_PRICE;
      }
      int own = entry.place() == reached && entry.years() == years ? 1 : 0;
      long perYear = entered[index(action, entry.place(), entry.years())];
      if (perYear <= SMALL_MAX) {
        return (int) perYear << 1 | own;
      }
      large.add(perYear);
      return dear((large.size() - 1) << 1 | own);
    }

    private static int index(ProductAction action, int place, int years) {
      return place * ALL_TENURES + FIRST[action.ordinal()] + years - 1;
    }

    private int placeOf(int number) {
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
  }
}
