package io.tierline.storefront;

import io.tierline.storefront.ProductLine.Holding;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a seller has for one audience. Immutable but for the offers it remembers: what answers for
 * the moment is found by the product's name with nothing to follow in between.
 */
final class Aisle {

  static final Aisle EMPTY =
      new Aisle(ProductPlaces.EMPTY, new @Nullable ProductLine[1], new @Nullable Offer[1]);

  private final ProductPlaces places;
  private final @Nullable ProductLine[] lines;

  /** Those that were asked for last; see {@link Offer} why no thread minds another. */
  private final @Nullable Offer[] offers;

  private Aisle(ProductPlaces places, @Nullable ProductLine[] lines, @Nullable Offer[] offers) {
    this.places = places;
    this.lines = lines;
    this.offers = offers;
  }

  /** With these products as they are now, and all others as they were. */
  Aisle with(Map<String, ProductLine> changed) {
    if (changed.isEmpty()) {
      return this;
    }
    Aisle next = withPlacesFor(changed.keySet());
    changed.forEach(
        (product, line) -> {
          int place = next.places.placeOf(product);
          next.lines[place] = line;
          next.offers[place] = null;
        });
    return next;
  }

  /** A copy in which these products have a place. */
  private Aisle withPlacesFor(Set<String> products) {
    if (places.includesAll(products)) {
      return new Aisle(places, lines.clone(), offers.clone());
    }
    Set<String> all = new HashSet<>(products);
    forEach((product, _) -> all.add(product));
    ProductPlaces wider = ProductPlaces.of(all);
    @Nullable ProductLine[] moved = new @Nullable ProductLine[wider.count()];
    forEach((product, line) -> moved[wider.placeOf(product)] = line);
    return new Aisle(wider, moved, new @Nullable Offer[wider.count()]);
  }

  void forEach(BiConsumer<String, ProductLine> visitor) {
    places.forEach((product, place) -> visitor.accept(product, line(place)));
  }

  /** {@link ProductPlaces#NONE} for a product that is not here. */
  int placeOf(Purchase purchase) {
    return places.placeOf(purchase);
  }

  /**
   * What is offered there while the clock shows these milliseconds; null when {@link #holding} has
   * to be asked.
   */
  @Nullable Offer offer(int place, long millis) {
    Offer known = offers[place];
    return known != null && known.surelyIncludes(millis) ? known : null;
  }

  /**
   * What is in force there; null when its milliseconds do not decide that.
   *
   * @param now the moment; null when only its milliseconds are known
   */
  @Nullable Holding holding(int place, long millis, @Nullable OneMoment now) {
    ProductLine line = line(place);
    Holding holding = now == null ? line.surelyAt(millis) : line.at(now);
    if (holding != null) {
      offers[place] = holding.offer();
    }
    return holding;
  }

  private ProductLine line(int place) {
    return Objects.requireNonNull(lines[place], "what has a place has a line");
  }
}
