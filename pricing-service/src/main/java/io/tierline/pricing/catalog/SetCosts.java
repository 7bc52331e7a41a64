package io.tierline.pricing.catalog;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.RegistryCosts.Author;
import io.tierline.pricing.engine.CostRules;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProposedCost;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * An operator records what its registry asks. No selling price follows by itself (domain.md PR-12).
 */
public class SetCosts {

  private final Catalog catalog;
  private final RegistryCosts costs;
  private final Clock clock;

  public SetCosts(Catalog catalog, RegistryCosts costs, Clock clock) {
    this.catalog = catalog;
    this.costs = costs;
    this.clock = clock;
  }

  /**
   * @param product as the operator wrote it
   * @param expectedVersion the one the operator saw; null when it named none
   */
  public record Command(
      SellerId operator,
      String product,
      @Nullable Long expectedVersion,
      List<ProposedCost> costs,
      String author,
      String reason) {}

  public sealed interface Result {
    record Saved(CostSheet sheet) implements Result {}

    record Refused(List<PriceRefusal> refusals) implements Result {}

    record ProductUnknown(String product) implements Result {}

    /**
     * @param current the version there is
     */
    record OtherVersion(long current) implements Result {}

    record VersionRequired(long current) implements Result {}
  }

  @Transactional
  public Result set(Command command) {
    Product product = ProductNames.ascii(command.product()).flatMap(catalog::find).orElse(null);
    if (product == null) {
      return new Result.ProductUnknown(command.product());
    }
    CostSheet before = costs.latest(command.operator(), product.code());
    Long expected = command.expectedVersion();
    if (expected == null && before.version() > 0) {
      return new Result.VersionRequired(before.version());
    }
    if (expected != null && expected != before.version()) {
      return new Result.OtherVersion(before.version());
    }
    List<PriceRefusal> refusals = new ArrayList<>();
    Map<ProductAction, Money> checked =
        CostRules.check(product.terms(), command.costs(), refusals::add);
    if (!refusals.isEmpty()) {
      return new Result.Refused(refusals);
    }
    CostSheet after = new CostSheet(product.code(), before.version() + 1, checked);
    Author author =
        new Author(
            command.author(), command.reason(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    return costs.record(command.operator(), after, author)
        ? new Result.Saved(after)
        : new Result.OtherVersion(after.version());
  }
}
