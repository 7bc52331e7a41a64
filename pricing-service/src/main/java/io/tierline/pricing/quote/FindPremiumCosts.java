package io.tierline.pricing.quote;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.premium.PremiumCosts;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import io.tierline.pricing.premium.PremiumNames;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the names of a seller's quotes cost that seller. Runs in the background, because it goes by
 * the rules of sellers above, and tells the seller nothing but its own cost.
 */
public class FindPremiumCosts {

  private final Sellers sellers;
  private final Catalog catalog;
  private final PremiumCosts premiumCosts;
  private final Clock clock;

  public FindPremiumCosts(
      Sellers sellers, Catalog catalog, PremiumCosts premiumCosts, Clock clock) {
    this.sellers = sellers;
    this.catalog = catalog;
    this.premiumCosts = premiumCosts;
    this.clock = clock;
  }

  /**
   * @param at a past moment; null: the present
   * @return of those that name a name the catalog knows the TLD of
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Map<Wanted, Costs> find(SellerId seller, Collection<Wanted> named, @Nullable Instant at) {
    List<Seller> path = sellers.pathUp(seller);
    boolean known = !path.isEmpty() && path.getLast().parent() == null;
    Instant now = clock.instant();
    Instant moment = at == null ? now : at;
    Instant knownAt = moment.isBefore(now) ? moment : PremiumNames.LATEST;
    Map<Wanted, Costs> costs = new HashMap<>();
    for (Wanted wanted : named) {
      Optional<Product> product = ProductNames.ascii(wanted.product()).flatMap(catalog::find);
      product
          .filter(found -> found.kind() == ProductKind.TLD)
          .flatMap(found -> Purchased.of(found.terms(), wanted))
          .ifPresent(
              purchased -> {
                if (purchased.name() != null) {
                  costs.put(
                      wanted,
                      known
                          ? premiumCosts.along(
                              path,
                              new PremiumCosts.Wanted(
                                  purchased.name(),
                                  purchased.terms(),
                                  purchased.action(),
                                  moment,
                                  knownAt))
                          : new Costs.SellerUnknown(seller));
                }
              });
    }
    return costs;
  }
}
