package io.tierline.pricing.premium;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceChange.Author;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Premium names for tests without a database. */
public final class InMemoryPremiumNames implements PremiumNames {

  private final List<Entry> entries = new ArrayList<>();

  private record Entry(SellerId operator, PremiumName name, Instant at) {}

  @Override
  public Optional<PremiumName> find(SellerId operator, DomainName name, Instant knownAt) {
    return entries.reversed().stream()
        .filter(entry -> entry.operator().equals(operator))
        .filter(entry -> entry.name().name().equals(name) && !entry.at().isAfter(knownAt))
        .map(Entry::name)
        .findFirst();
  }

  @Override
  public List<PremiumName> page(SellerId operator, String after, int limit) {
    return entries.stream()
        .filter(entry -> entry.operator().equals(operator))
        .map(entry -> entry.name().name())
        .distinct()
        .flatMap(name -> find(operator, name, LATEST).stream())
        .filter(name -> !name.isStandard() && name.name().ascii().compareTo(after) > 0)
        .sorted(Comparator.comparing(name -> name.name().ascii()))
        .limit(limit)
        .toList();
  }

  @Override
  public boolean record(SellerId operator, PremiumName name, Author author) {
    boolean known =
        entries.stream()
            .anyMatch(
                entry ->
                    entry.operator().equals(operator)
                        && entry.name().name().equals(name.name())
                        && entry.name().version() == name.version());
    return !known && entries.add(new Entry(operator, name, author.at()));
  }
}
