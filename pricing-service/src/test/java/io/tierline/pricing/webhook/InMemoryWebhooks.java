package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.webhook.Delivery.Progress;
import io.tierline.pricing.webhook.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Endpoints and deliveries for tests without a database; for one thread. */
public final class InMemoryWebhooks implements Endpoints, Deliveries {

  private static final class Kept {
    Endpoint endpoint;
    Instant heartbeatDue;
    Instant leftAloneUntil = Instant.MIN;
    @Nullable LastBeat lastBeat;
    final Map<Audience, FeedPosition> follows = new TreeMap<>();
    final List<Secret> secrets = new ArrayList<>();

    Kept(Endpoint endpoint) {
      this.endpoint = endpoint;
      this.heartbeatDue = endpoint.created().at();
    }

    boolean isActive() {
      return endpoint.state() instanceof Endpoint.State.Active;
    }

    List<String> liveSecrets(Instant now) {
      return secrets.stream()
          .filter(secret -> secret.isLive(now))
          .sorted(Comparator.comparingInt(Secret::number).reversed())
          .map(Secret::sealed)
          .toList();
    }
  }

  private record Secret(int number, String sealed, Instant createdAt, @Nullable Instant expiresAt) {
    boolean isLive(Instant now) {
      return expiresAt == null || expiresAt.isAfter(now);
    }
  }

  private final Map<Long, Kept> endpoints = new TreeMap<>();
  private final Map<Long, Delivery> deliveries = new TreeMap<>();
  private final Map<Long, Instant> leases = new HashMap<>();
  private final Map<SellerId, Map<Long, List<EndpointChange>>> trail = new HashMap<>();
  private long lastId;

  private Optional<Kept> kept(SellerId seller, long id) {
    return Optional.ofNullable(endpoints.get(id))
        .filter(kept -> kept.endpoint.seller().equals(seller));
  }

  @Override
  public int lockAndCount(SellerId seller) {
    return page(seller, OptionalLong.empty(), Integer.MAX_VALUE).size();
  }

  @Override
  public Endpoint add(Endpoint endpoint) {
    Endpoint added =
        new Endpoint(
            endpoint.seller(),
            ++lastId,
            endpoint.version(),
            endpoint.target(),
            endpoint.state(),
            endpoint.failingSince(),
            endpoint.created(),
            endpoint.changed());
    endpoints.put(added.id(), new Kept(added));
    return added;
  }

  @Override
  public Optional<Endpoint> find(SellerId seller, long id) {
    return kept(seller, id).map(kept -> kept.endpoint);
  }

  @Override
  public Optional<Endpoint> lock(SellerId seller, long id) {
    return find(seller, id);
  }

  @Override
  public List<Endpoint> page(SellerId seller, OptionalLong before, int limit) {
    return endpoints.values().stream()
        .map(kept -> kept.endpoint)
        .filter(endpoint -> endpoint.seller().equals(seller))
        .filter(endpoint -> endpoint.id() < before.orElse(Long.MAX_VALUE))
        .sorted(Comparator.comparingLong(Endpoint::id).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public void replace(Endpoint endpoint) {
    Kept kept = kept(endpoint.seller(), endpoint.id()).orElseThrow();
    if (kept.endpoint.version() != endpoint.version() - 1) {
      throw new IllegalStateException("The endpoint was not locked");
    }
    kept.endpoint = endpoint;
  }

  @Override
  public void remove(Endpoint endpoint) {
    endpoints.remove(endpoint.id());
    deliveries.values().removeIf(delivery -> delivery.endpoint() == endpoint.id());
  }

  @Override
  public void revive(Endpoint endpoint, Instant now, Instant giveUpAt) {
    deliveries.replaceAll(
        (_, delivery) ->
            delivery.endpoint() == endpoint.id() && isPending(delivery)
                ? with(
                    delivery,
                    new Progress(
                        State.PENDING,
                        delivery.progress().attempts(),
                        now,
                        giveUpAt,
                        delivery.progress().last()))
                : delivery);
    beatAtOnce(endpoint);
  }

  private void beatAtOnce(Endpoint endpoint) {
    Kept kept = kept(endpoint.seller(), endpoint.id()).orElseThrow();
    kept.heartbeatDue = endpoint.created().at();
    kept.leftAloneUntil = Instant.MIN;
  }

  @Override
  public void follow(Endpoint endpoint, Map<Audience, FeedPosition> from) {
    Kept kept = kept(endpoint.seller(), endpoint.id()).orElseThrow();
    kept.follows.keySet().retainAll(from.keySet());
    from.forEach(kept.follows::putIfAbsent);
    deliveries
        .values()
        .removeIf(
            delivery ->
                delivery.endpoint() == endpoint.id()
                    && isPending(delivery)
                    && !from.containsKey(audience(delivery)));
  }

  @Override
  public void startAnew(Endpoint endpoint) {
    deliveries.replaceAll(
        (_, delivery) ->
            delivery.endpoint() == endpoint.id() && isPending(delivery)
                ? dead(delivery)
                : delivery);
    kept(endpoint.seller(), endpoint.id())
        .orElseThrow()
        .follows
        .replaceAll(
            (audience, _) -> FeedPosition.nothing(new BookKey(endpoint.seller(), audience)));
    beatAtOnce(endpoint);
  }

  private static Delivery dead(Delivery delivery) {
    Progress before = delivery.progress();
    return with(
        delivery,
        new Progress(
            State.DEAD,
            before.attempts(),
            before.nextAttemptAt(),
            before.giveUpAt(),
            before.last()));
  }

  @Override
  public void giveUp(Instant now) {
    deliveries.replaceAll(
        (id, delivery) ->
            isPending(delivery)
                    && !delivery.progress().giveUpAt().isAfter(now)
                    && !leases.getOrDefault(id, Instant.MIN).isAfter(now)
                ? dead(delivery)
                : delivery);
  }

  @Override
  public Map<Audience, FeedPosition> followed(Endpoint endpoint) {
    return Map.copyOf(kept(endpoint.seller(), endpoint.id()).orElseThrow().follows);
  }

  @Override
  public void addSecret(Endpoint endpoint, String sealed, Instant now, Instant previousUntil) {
    List<Secret> secrets = kept(endpoint.seller(), endpoint.id()).orElseThrow().secrets;
    int last = secrets.stream().mapToInt(Secret::number).max().orElse(0);
    secrets.removeIf(secret -> !secret.isLive(now));
    secrets.replaceAll(
        secret ->
            secret.expiresAt() != null
                ? secret
                : new Secret(secret.number(), secret.sealed(), secret.createdAt(), previousUntil));
    secrets.add(new Secret(last + 1, sealed, now, null));
  }

  @Override
  public void trace(Endpoint endpoint, EndpointChange change) {
    trail
        .computeIfAbsent(endpoint.seller(), _ -> new HashMap<>())
        .computeIfAbsent(endpoint.id(), _ -> new ArrayList<>())
        .addFirst(new EndpointChange(++lastId, change.kind(), change.mark(), change.detail()));
  }

  @Override
  public List<EndpointChange> trail(SellerId seller, long id, OptionalLong before, int limit) {
    return trail.getOrDefault(seller, Map.of()).getOrDefault(id, List.of()).stream()
        .filter(change -> change.id() < before.orElse(Long.MAX_VALUE))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<LastBeat> lastBeat(Endpoint endpoint) {
    return kept(endpoint.seller(), endpoint.id()).map(kept -> kept.lastBeat);
  }

  @Override
  public List<SecretLife> secrets(Endpoint endpoint, Instant now) {
    return kept(endpoint.seller(), endpoint.id()).orElseThrow().secrets.stream()
        .filter(secret -> secret.isLive(now))
        .sorted(Comparator.comparingInt(Secret::number).reversed())
        .map(secret -> new SecretLife(secret.number(), secret.createdAt(), secret.expiresAt()))
        .toList();
  }

  private static boolean isPending(Delivery delivery) {
    return delivery.progress().state() == State.PENDING;
  }

  private static Audience audience(Delivery delivery) {
    return delivery.leadsTo().book().audience();
  }

  private static Delivery with(Delivery delivery, Progress progress) {
    return new Delivery(
        delivery.seller(),
        delivery.id(),
        delivery.endpoint(),
        delivery.messageId(),
        delivery.leadsTo(),
        progress.state() == State.PENDING ? delivery.body() : null,
        delivery.createdAt(),
        progress);
  }

  private boolean hasPending(long endpoint, Audience audience) {
    return deliveries.values().stream()
        .anyMatch(
            delivery ->
                delivery.endpoint() == endpoint
                    && isPending(delivery)
                    && audience(delivery) == audience);
  }

  @Override
  public List<Follower> idle(@Nullable Follower after, int limit) {
    List<Follower> idle = new ArrayList<>();
    for (Kept kept : endpoints.values()) {
      kept.follows.forEach(
          (audience, acknowledged) -> {
            if (kept.isActive() && !hasPending(kept.endpoint.id(), audience)) {
              idle.add(
                  new Follower(kept.endpoint.seller(), kept.endpoint.id(), audience, acknowledged));
            }
          });
    }
    Comparator<Follower> order =
        Comparator.<Follower>comparingLong(follower -> follower.seller().value())
            .thenComparingLong(Follower::endpoint)
            .thenComparing(follower -> follower.audience().name());
    return idle.stream()
        .sorted(order)
        .filter(follower -> after == null || order.compare(follower, after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Follower> lockIdle(Follower follower) {
    return idle(null, Integer.MAX_VALUE).stream()
        .filter(
            other ->
                other.seller().equals(follower.seller())
                    && other.endpoint() == follower.endpoint()
                    && other.audience() == follower.audience())
        .findFirst();
  }

  @Override
  public Delivery add(Delivery delivery) {
    if (hasPending(delivery.endpoint(), audience(delivery))) {
      throw new IllegalStateException("One is under way");
    }
    Delivery added =
        new Delivery(
            delivery.seller(),
            ++lastId,
            delivery.endpoint(),
            delivery.messageId(),
            delivery.leadsTo(),
            delivery.body(),
            delivery.createdAt(),
            delivery.progress());
    deliveries.put(added.id(), added);
    return added;
  }

  @Override
  public List<Claimed> claim(Instant now, Instant leasedUntil, int limit) {
    List<Delivery> due =
        deliveries.values().stream()
            .filter(InMemoryWebhooks::isPending)
            .filter(delivery -> !delivery.progress().nextAttemptAt().isAfter(now))
            .filter(delivery -> !leases.getOrDefault(delivery.id(), Instant.MIN).isAfter(now))
            .filter(
                delivery -> Objects.requireNonNull(endpoints.get(delivery.endpoint())).isActive())
            .sorted(Comparator.comparing(delivery -> delivery.progress().nextAttemptAt()))
            .limit(limit)
            .toList();
    List<Claimed> claimed = new ArrayList<>();
    for (Delivery delivery : due) {
      Progress before = delivery.progress();
      Delivery attempted =
          with(
              delivery,
              new Progress(
                  before.state(),
                  before.attempts() + 1,
                  before.nextAttemptAt(),
                  before.giveUpAt(),
                  before.last()));
      deliveries.put(attempted.id(), attempted);
      leases.put(attempted.id(), leasedUntil);
      Kept kept = Objects.requireNonNull(endpoints.get(attempted.endpoint()));
      claimed.add(new Claimed(attempted, kept.endpoint.target().url(), kept.liveSecrets(now)));
    }
    return claimed;
  }

  @Override
  public boolean finish(Delivery attempted, Progress progress) {
    Delivery now = deliveries.get(attempted.id());
    if (now == null
        || !isPending(now)
        || now.progress().attempts() != attempted.progress().attempts()) {
      return false;
    }
    deliveries.put(
        now.id(),
        with(
            now,
            new Progress(
                progress.state(),
                now.progress().attempts(),
                progress.nextAttemptAt(),
                now.progress().giveUpAt(),
                progress.last())));
    leases.remove(now.id());
    if (progress.state() == State.DELIVERED) {
      FeedPosition leadsTo = now.leadsTo();
      Objects.requireNonNull(endpoints.get(now.endpoint())).follows.replace(audience(now), leadsTo);
    }
    return true;
  }

  @Override
  public List<Heart> claimHearts(Instant now, NextBeat next, int limit) {
    List<Heart> hearts = new ArrayList<>();
    for (Kept kept : endpoints.values()) {
      if (hearts.size() < limit
          && kept.isActive()
          && !later(kept.heartbeatDue, kept.leftAloneUntil).isAfter(now)) {
        kept.heartbeatDue =
            kept.endpoint.failingSince() == null ? next.usual() : next.whileFailing();
        hearts.add(
            new Heart(
                kept.endpoint.seller(),
                kept.endpoint.id(),
                kept.endpoint.target().url(),
                kept.endpoint.target().audiences().stream().sorted().toList(),
                kept.liveSecrets(now)));
      }
    }
    return hearts;
  }

  @Override
  public boolean heartbeat(Heart heart, Instant at, String outcome) {
    Optional<Kept> same =
        kept(heart.seller(), heart.endpoint())
            .filter(kept -> kept.endpoint.target().url().equals(heart.url()));
    same.ifPresent(kept -> kept.lastBeat = new LastBeat(at, outcome));
    return same.isPresent();
  }

  @Override
  public void works(SellerId seller, long endpoint, Instant nextBeat) {
    kept(seller, endpoint)
        .filter(kept -> kept.endpoint.failingSince() != null)
        .ifPresent(
            kept -> {
              kept.endpoint = failing(kept.endpoint, null);
              kept.heartbeatDue =
                  nextBeat.isBefore(kept.heartbeatDue) ? nextBeat : kept.heartbeatDue;
            });
  }

  @Override
  public Instant fails(SellerId seller, long endpoint, Instant at) {
    Kept kept = kept(seller, endpoint).orElseThrow();
    Instant since = kept.endpoint.failingSince() == null ? at : kept.endpoint.failingSince();
    kept.endpoint = failing(kept.endpoint, since);
    return since;
  }

  private static Endpoint failing(Endpoint endpoint, @Nullable Instant since) {
    return new Endpoint(
        endpoint.seller(),
        endpoint.id(),
        endpoint.version(),
        endpoint.target(),
        endpoint.state(),
        since,
        endpoint.created(),
        endpoint.changed());
  }

  @Override
  public void leaveAlone(SellerId seller, long endpoint, Instant until) {
    Kept kept = kept(seller, endpoint).orElseThrow();
    kept.leftAloneUntil = later(kept.leftAloneUntil, until);
    deliveries.replaceAll(
        (_, delivery) ->
            delivery.endpoint() == endpoint && isPending(delivery)
                ? with(
                    delivery,
                    new Progress(
                        State.PENDING,
                        delivery.progress().attempts(),
                        later(delivery.progress().nextAttemptAt(), until),
                        delivery.progress().giveUpAt(),
                        delivery.progress().last()))
                : delivery);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public void disable(SellerId seller, long endpoint, Endpoint.State.Disabled because) {
    kept(seller, endpoint)
        .filter(Kept::isActive)
        .ifPresent(
            kept -> {
              trace(kept.endpoint, EndpointChange.of(because));
              kept.endpoint =
                  new Endpoint(
                      seller,
                      endpoint,
                      kept.endpoint.version() + 1,
                      kept.endpoint.target(),
                      because,
                      kept.endpoint.failingSince(),
                      kept.endpoint.created(),
                      kept.endpoint.changed());
            });
  }

  @Override
  public List<Delivery> page(SellerId seller, long endpoint, OptionalLong before, int limit) {
    return deliveries.values().stream()
        .filter(delivery -> delivery.seller().equals(seller) && delivery.endpoint() == endpoint)
        .filter(delivery -> delivery.id() < before.orElse(Long.MAX_VALUE))
        .sorted(Comparator.comparingLong(Delivery::id).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Delivery> find(SellerId seller, long endpoint, long id) {
    return Optional.ofNullable(deliveries.get(id))
        .filter(delivery -> delivery.seller().equals(seller) && delivery.endpoint() == endpoint);
  }

  @Override
  public Duration oldestUndelivered(Instant now) {
    return deliveries.values().stream()
        .filter(InMemoryWebhooks::isPending)
        .filter(delivery -> Objects.requireNonNull(endpoints.get(delivery.endpoint())).isActive())
        .map(Delivery::createdAt)
        .min(Comparator.naturalOrder())
        .map(oldest -> Duration.between(oldest, now))
        .orElse(Duration.ZERO);
  }

  @Override
  public int forget(Instant before, int limit) {
    List<Long> old =
        deliveries.values().stream()
            .filter(delivery -> !isPending(delivery) && delivery.createdAt().isBefore(before))
            .map(Delivery::id)
            .limit(limit)
            .toList();
    old.forEach(deliveries::remove);
    return old.size();
  }
}
