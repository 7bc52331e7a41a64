package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.feed.FeedPosition;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Deliveries of all sellers, shared out among instances; and each seller's own log of them. */
public interface Deliveries {

  /**
   * Who is told which price list.
   *
   * @param acknowledged up to where it has been received
   */
  record Follower(SellerId seller, long endpoint, Audience audience, FeedPosition acknowledged) {}

  /**
   * Active followers that have no delivery under way, from a place on in a fixed order.
   *
   * @param after null for the first
   */
  List<Follower> idle(@Nullable Follower after, int limit);

  /** The same one, if it still is idle and no other instance has it; nobody else gets it then. */
  Optional<Follower> lockIdle(Follower follower);

  Delivery add(Delivery delivery);

  /** Those that nobody is sending and that should have been given up before. */
  void giveUp(Instant now);

  /**
   * Pending deliveries that are due and that nobody is sending, of active endpoints; each counts as
   * attempted from now on. Nobody else gets them until the lease ends.
   */
  List<Claimed> claim(Instant now, Instant leasedUntil, int limit);

  /**
   * @param sealedSecrets that are live, newest first
   */
  record Claimed(Delivery delivery, URI url, List<String> sealedSecrets) {
    public Claimed {
      sealedSecrets = List.copyOf(sealedSecrets);
    }
  }

  /**
   * What became of an attempt, once. A received delivery moves its follower on. Locks the endpoint
   * before the delivery, as whoever changes an endpoint does.
   *
   * @return nothing when somebody else has it by now, because the lease had ended
   */
  boolean finish(Delivery attempted, Delivery.Progress progress);

  /** Active endpoints whose heartbeat is due; nobody else gets them until the next one is. */
  List<Heart> claimHearts(Instant now, NextBeat next, int limit);

  /**
   * When the next heartbeat is due.
   *
   * @param whileFailing of an endpoint that fails: later, so that nobody works much for nothing
   */
  record NextBeat(Instant usual, Instant whileFailing) {}

  record Heart(
      SellerId seller,
      long endpoint,
      URI url,
      List<Audience> audiences,
      List<String> sealedSecrets) {
    public Heart {
      audiences = List.copyOf(audiences);
      sealedSecrets = List.copyOf(sealedSecrets);
    }
  }

  /**
   * @return nothing when the endpoint has another address by now: the outcome is not its own
   */
  boolean heartbeat(Heart heart, Instant at, String outcome);

  /**
   * An endpoint has answered well.
   *
   * @param nextBeat when its heartbeat is due at the latest, if it was failing before
   */
  void works(SellerId seller, long endpoint, Instant nextBeat);

  /**
   * An endpoint has failed.
   *
   * @return since when every attempt has
   */
  Instant fails(SellerId seller, long endpoint, Instant at);

  /**
   * Nothing that is due before then is sent to an endpoint until then: neither its heartbeat nor
   * any of its pending deliveries. What it is to be told of later is due as ever.
   */
  void leaveAlone(SellerId seller, long endpoint, Instant until);

  void disable(SellerId seller, long endpoint, Endpoint.State.Disabled because);

  /** A seller's own, newest first. */
  List<Delivery> page(SellerId seller, long endpoint, OptionalLong before, int limit);

  Optional<Delivery> find(SellerId seller, long endpoint, long id);

  /** How old the oldest pending delivery of an active endpoint is; zero when there is none. */
  Duration oldestUndelivered(Instant now);

  /** Forgets what is over and was written before then; how many there were. */
  int forget(Instant before, int limit);
}
