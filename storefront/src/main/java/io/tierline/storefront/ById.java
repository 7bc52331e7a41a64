package io.tierline.storefront;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values by positive numbers. Immutable. Finds them without making a key or asking it what it
 * equals.
 */
final class ById<T> {

  private static final int PLACES_PER_ID = 4;

  /** 2^64 over the golden ratio: spreads ids that were given one after the other. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** No id is zero: there is nothing. */
  private final long[] ids;

  private final @Nullable Object[] values;
  private final int mask;
  private int count;

  private ById(int places) {
    this.ids = new long[places];
    this.values = new @Nullable Object[places];
    this.mask = places - 1;
  }

  static <T> ById<T> none() {
    return of(Map.of());
  }

  static <T> ById<T> of(Map<Long, T> valueOfId) {
    ById<T> found = forAtLeast(valueOfId.size());
    valueOfId.forEach(found::put);
    return found;
  }

  private static <T> ById<T> forAtLeast(int ids) {
    int atLeast = Math.max(1, Math.multiplyExact(ids, PLACES_PER_ID));
    return new ById<>(Integer.highestOneBit(2 * atLeast - 1));
  }

  /**
   * With these, and all others as they were: as long as there is room, the others stay in place.
   */
  ById<T> with(Map<Long, T> changed) {
    if (changed.isEmpty()) {
      return this;
    }
    int most = Math.addExact(count, changed.size());
    boolean isRoom = (long) most * PLACES_PER_ID <= ids.length;
    ById<T> next = isRoom ? new ById<>(ids.length) : forAtLeast(most);
    if (isRoom) {
      System.arraycopy(ids, 0, next.ids, 0, ids.length);
      System.arraycopy(values, 0, next.values, 0, values.length);
      next.count = count;
    } else {
      forEach(next::put);
    }
    changed.forEach(next::put);
    return next;
  }

  private void forEach(BiConsumer<Long, T> visitor) {
    for (long id : ids) {
      T value = id == 0 ? null : get(id);
      if (value != null) {
        visitor.accept(id, value);
      }
    }
  }

  private void put(long id, T value) {
    if (id <= 0) {
      throw new IllegalArgumentException("An id is positive, not " + id);
    }
    int place = first(id);
    while (ids[place] != 0 && ids[place] != id) {
      place = place + 1 & mask;
    }
    count += ids[place] == id ? 0 : 1;
    ids[place] = id;
    values[place] = value;
  }

  private int first(long id) {
    return (int) (id * SPREAD >>> Integer.SIZE) & mask;
  }

  /** Null when there is none. */
  @SuppressWarnings("unchecked") // nothing but values of this type was put in
  @Nullable T get(long id) {
    int place = first(id);
    while (ids[place] != id) {
      if (ids[place] == 0) {
        return null;
      }
      place = place + 1 & mask;
    }
    return (T) values[place];
  }

  @Override
  public String toString() {
    return Arrays.stream(ids)
        .filter(id -> id != 0)
        .sorted()
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
