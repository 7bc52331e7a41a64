package io.tierline.pricing.margin;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.cost.CostsOfSellers;
import io.tierline.pricing.cost.PastCosts;
import io.tierline.pricing.margin.CostChanges.Step;
import java.util.Optional;

/** Looks at every seller whose costs have changed, each in transactions of its own. */
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
   * One round: of each step those that wait longest, up to a hundred; alerts go first. A seller
   * that cannot be looked at does not keep others waiting.
   *
   * @return whether there was anything to look at
   */
  public boolean follow(Failures failures) {
    PastCosts costs = costsOfSellers.inThePast();
    boolean any = false;
    for (Step step : Step.values()) {
      for (SellerId seller : watchMargins.waiting(step)) {
        if (watchMargins.begin(step, seller)) {
          any = true;
          look(step, seller, costs).ifPresent(cause -> failures.failed(seller, cause));
        }
      }
    }
    return any;
  }

  /** Why it failed. */
  private Optional<RuntimeException> look(Step step, SellerId seller, PastCosts costs) {
    try {
      watchMargins.look(step, seller, costs);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }
}
