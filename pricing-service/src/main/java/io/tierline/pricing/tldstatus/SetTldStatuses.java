package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.engine.Pr15TldStatus;
import io.tierline.pricing.engine.Pr15TldStatus.Known;
import io.tierline.pricing.engine.Pr15TldStatus.Wanted;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** A seller decides which TLDs it sells: all of what it sent, or nothing (domain.md PR-15). */
public class SetTldStatuses {

  private final TldStatuses statuses;
  private final TldTerms terms;
  private final Catalog catalog;
  private final TldStatusEvents events;
  private final Clock clock;

  public SetTldStatuses(
      TldStatuses statuses, TldTerms terms, Catalog catalog, TldStatusEvents events, Clock clock) {
    this.statuses = statuses;
    this.terms = terms;
    this.catalog = catalog;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @param expectedVersion the one the seller saw; null when it named none
   */
  public record Command(
      SellerId seller,
      @Nullable Long expectedVersion,
      List<Wanted> wanted,
      String author,
      String reason) {}

  public sealed interface Result {

    /**
     * @param version of all the seller's statuses
     */
    record Saved(long version) implements Result {}

    record Refused(List<PriceRefusal> refusals) implements Result {}

    record OtherVersion(long current) implements Result {}

    record VersionRequired(long current) implements Result {}
  }

  @Transactional
  public Result set(Command command) {
    long before = statuses.lock(command.seller());
    Long expected = command.expectedVersion();
    if (expected == null && before > 0) {
      return new Result.VersionRequired(before);
    }
    if (expected != null && expected != before) {
      return new Result.OtherVersion(before);
    }
    List<PriceRefusal> refusals = new ArrayList<>();
    if (command.wanted().isEmpty()) {
      refusals.add(
          new PriceRefusal(
              "tlds", "nothing-to-change", "PR-15", "Name the TLDs whose status shall change."));
    } else {
      Pr15TldStatus.check(command.wanted(), known(command), refusals::add);
    }
    if (!refusals.isEmpty()) {
      return new Result.Refused(refusals);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    statuses.record(
        command.seller(),
        command.wanted().stream()
            .map(
                wanted ->
                    new Recorded(
                        wanted.tld(),
                        wanted.status(),
                        before + 1,
                        wanted.agreedTermsVersion(),
                        now,
                        command.author(),
                        command.reason()))
            .toList());
    events.append(ToldStatuses.of(command.seller(), statuses.present(command.seller()).values()));
    return new Result.Saved(before + 1);
  }

  /** Orders are counted only where they matter. */
  private Map<String, Known> known(Command command) {
    Set<String> unsold =
        command.wanted().stream()
            .filter(wanted -> wanted.status() == TldStatus.DO_NOT_SELL)
            .map(Wanted::tld)
            .collect(Collectors.toSet());
    Map<String, Recorded> present = statuses.present(command.seller());
    Map<String, TermsVersion> published = terms.current(command.seller());
    Map<String, Known> known = new HashMap<>();
    for (Product tld : catalog.tlds("", Integer.MAX_VALUE)) {
      String code = tld.code();
      known.put(
          code,
          new Known(
              WhatIsSold.statusOf(present, code),
              unsold.contains(code) ? statuses.ordersOf(code) : 0,
              published.getOrDefault(code, TermsVersion.first(code)).version()));
    }
    return known;
  }
}
