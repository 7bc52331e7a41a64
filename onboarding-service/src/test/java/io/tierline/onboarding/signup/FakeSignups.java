package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Signups} in memory. */
public final class FakeSignups implements Signups {

  private final Map<Long, Recorded> rows = new ConcurrentSkipListMap<>();
  private final List<SellerId> alerted = new ArrayList<>();

  @Override
  public boolean open(Signup signup, Instant now) {
    return !isStorefrontTaken(signup.application().storefrontHost())
        && rows.putIfAbsent(signup.sellerId().value(), new Recorded(signup, 1, now)) == null;
  }

  @Override
  public Optional<Recorded> find(SellerId seller) {
    return Optional.ofNullable(rows.get(seller.value()));
  }

  @Override
  public Optional<Recorded> lock(SellerId seller) {
    return find(seller);
  }

  @Override
  public boolean isStorefrontTaken(String host) {
    return rows.values().stream()
        .map(Recorded::signup)
        .filter(signup -> !(signup instanceof Signup.Rejected))
        .anyMatch(signup -> signup.application().storefrontHost().equals(host));
  }

  @Override
  public boolean save(Recorded expected, Signup next, Instant now) {
    Long key = next.sellerId().value();
    Recorded present = Objects.requireNonNull(rows.get(key));
    alerted.remove(next.sellerId());
    return present.version() == expected.version()
        && rows.replace(key, present, new Recorded(next, expected.version() + 1, now));
  }

  @Override
  public List<Recorded> list(@Nullable SellerId after, int limit) {
    return after(after).limit(limit).toList();
  }

  @Override
  public List<Recorded> inReview(SellerId operator, @Nullable SellerId after, int limit) {
    return after(after)
        .filter(row -> row.signup() instanceof Signup.UnderCardReview)
        .filter(row -> row.signup().application().operatorId().equals(operator))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Signup.AwaitingCardVerification> takeAwaitingVerdict(
      int limit, Duration notAskedFor) {
    return rows.values().stream()
        .map(Recorded::signup)
        .filter(Signup.AwaitingCardVerification.class::isInstance)
        .map(Signup.AwaitingCardVerification.class::cast)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Recorded> takeOverdue(Instant dueBefore, Instant now, int limit) {
    List<Recorded> overdue =
        rows.values().stream()
            .filter(row -> !alerted.contains(row.signup().sellerId()))
            .filter(row -> isBefore(row.signup().holdDueBy(), dueBefore))
            .limit(limit)
            .toList();
    overdue.forEach(row -> alerted.add(row.signup().sellerId()));
    return overdue;
  }

  private static boolean isBefore(@Nullable Instant due, Instant now) {
    return due != null && due.isBefore(now);
  }

  private Stream<Recorded> after(@Nullable SellerId after) {
    return rows.values().stream()
        .filter(row -> after == null || row.signup().sellerId().value() > after.value());
  }
}
