package io.tierline.pricing.premium;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
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
 * An operator records what its registry asks for a premium name, or that it is a standard one
 * (domain.md PR-19).
 */
public class SetPremiumName {

  private final PremiumNames names;
  private final Catalog catalog;
  private final Clock clock;

  public SetPremiumName(PremiumNames names, Catalog catalog, Clock clock) {
    this.names = names;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * @param name as the operator wrote it
   * @param expectedVersion the one the operator saw; null when it named none
   * @param costs empty: it is a standard name
   */
  public record Command(
      SellerId operator,
      String name,
      @Nullable Long expectedVersion,
      List<ProposedCost> costs,
      String author,
      String reason) {}

  public sealed interface Result {
    record Saved(PremiumName name) implements Result {}

    record Refused(List<PriceRefusal> refusals) implements Result {}

    /**
     * @param current the version there is
     */
    record OtherVersion(long current) implements Result {}

    record VersionRequired(long current) implements Result {}
  }

  @Transactional
  public Result set(Command command) {
    DomainName name = DomainName.of(command.name()).orElse(null);
    Product product = name == null ? null : catalog.find(name.product()).orElse(null);
    if (name == null || product == null) {
      return new Result.Refused(
          List.of(
              new PriceRefusal(
                  "name",
                  "name-unknown",
                  "PR-19",
                  "Write a whole name under a TLD of the catalog, such as example.com.")));
    }
    long current =
        names
            .find(command.operator(), name, PremiumNames.LATEST)
            .map(PremiumName::version)
            .orElse(0L);
    Long expected = command.expectedVersion();
    if (expected == null && current > 0) {
      return new Result.VersionRequired(current);
    }
    if (expected != null && expected != current) {
      return new Result.OtherVersion(current);
    }
    List<PriceRefusal> refusals = new ArrayList<>();
    Map<ProductAction, Money> checked =
        command.costs().isEmpty()
            ? Map.of()
            : CostRules.check(product.terms(), command.costs(), refusals::add);
    if (!refusals.isEmpty()) {
      return new Result.Refused(refusals);
    }
    PremiumName after = new PremiumName(name, current + 1, checked);
    Author author =
        new Author(
            command.author(), clock.instant().truncatedTo(ChronoUnit.MICROS), command.reason());
    return names.record(command.operator(), after, author)
        ? new Result.Saved(after)
        : new Result.OtherVersion(after.version());
  }
}
