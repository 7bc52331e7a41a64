package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.TldEvent.Sunrise;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the catalog says, by its meaning: {@code Tlds.of("tokyo").sunrise(from, until)}. */
public final class Tlds {

  private final String tld;
  private int minYears = 1;
  private int maxYears = 10;
  private List<ProductAction> actions = List.of(ProductAction.values());
  private @Nullable Sunrise sunrise;

  private Tlds(String tld) {
    this.tld = tld;
  }

  public static Tlds of(String tld) {
    return new Tlds(tld);
  }

  public Tlds tenures(int min, int max) {
    minYears = min;
    maxYears = max;
    return this;
  }

  public Tlds selling(ProductAction... some) {
    actions = List.of(some);
    return this;
  }

  public Tlds sunrise(Instant from, Instant until) {
    sunrise = new Sunrise(from, until, true);
    return this;
  }

  public Tlds sunriseWithoutFee(Instant from, Instant until) {
    sunrise = new Sunrise(from, until, false);
    return this;
  }

  public TldListed listed() {
    return new TldListed(tld, minYears, maxYears, actions, true, 0, sunrise, NOON);
  }
}
