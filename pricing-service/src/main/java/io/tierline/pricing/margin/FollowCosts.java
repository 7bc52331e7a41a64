package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.cost.CostsOfSellers;
import io.tierline.pricing.cost.PastCosts;

/** Looks at every seller whose costs have changed, each in a transaction of its own. */
public class FollowCosts {

  private final WatchMargins watchMargins;
  private final CostsOfSellers costsOfSellers;

  public FollowCosts(WatchMargins watchMargins, CostsOfSellers costsOfSellers) {
    this.watchMargins = watchMargins;
    this.costsOfSellers = costsOfSellers;
  }

  /** Is told of each seller that could not be looked at. */
  @FunctionalInterface
  public interface Failures {
    void failed(SellerId seller, RuntimeException cause);
  }

  /**
   * One round: those that wait longest, up to a hundred, so that whoever shares the thread gets his
   * turn. A seller that cannot be looked at does not keep others waiting.
   *
   * @return whether there was anything to look at
   */
  public boolean follow(Failures failures) {
    PastCosts costs = costsOfSellers.inThePast();
    boolean any = false;
    for (SellerId seller : watchMargins.waiting()) {
      any |= followed(seller, costs, failures);
    }
    return any;
  }

  private boolean followed(SellerId seller, PastCosts costs, Failures failures) {
    try {
      return watchMargins.watch(seller, costs);
    } catch (RuntimeException e) {
      watchMargins.postpone(seller);
      failures.failed(seller, e);
      return true;
    }
  }
}
