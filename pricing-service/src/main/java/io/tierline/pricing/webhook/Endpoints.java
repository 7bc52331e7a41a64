package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.feed.FeedPosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A seller's endpoints, their secrets, and how far each has got. */
public interface Endpoints {

  /** How many the seller has; until the transaction ends nobody else adds one. */
  int lockAndCount(SellerId seller);

  Endpoint add(Endpoint endpoint);

  Optional<Endpoint> find(SellerId seller, long id);

  /** Until the transaction ends nobody else changes it. */
  Optional<Endpoint> lock(SellerId seller, long id);

  /** Newest first. */
  List<Endpoint> page(SellerId seller, OptionalLong before, int limit);

  /** Keeps a change of one that was locked in this transaction. */
  void replace(Endpoint endpoint);

  void remove(Endpoint endpoint);

  /**
   * Those that were being sent go on at once, and so does the heartbeat.
   *
   * @param giveUpAt when they are given up
   */
  void revive(Endpoint endpoint, Instant now, Instant giveUpAt);

  /** From which position each price list is told; those that are not named are no longer. */
  void follow(Endpoint endpoint, Map<Audience, FeedPosition> from);

  /**
   * Its address is another one: what is under way counts no more, whatever becomes of it, and the
   * whole of each price list it follows is to be told; a heartbeat is due at once.
   */
  void startAnew(Endpoint endpoint);

  /** Which price lists are told. */
  Map<Audience, FeedPosition> followed(Endpoint endpoint);

  /**
   * The newest one signs first; what was newest before goes on until then, older ones as they were
   * told to.
   */
  void addSecret(Endpoint endpoint, String sealed, Instant now, Instant previousUntil);

  /** Adds to the trail; nothing of it is ever changed or taken away. */
  void trace(Endpoint endpoint, EndpointChange change);

  /** The trail of an endpoint, of one that was taken away too; newest first. */
  List<EndpointChange> trail(SellerId seller, long id, OptionalLong before, int limit);

  /** The last heartbeat that was sent, and what became of it. */
  Optional<LastBeat> lastBeat(Endpoint endpoint);

  record LastBeat(Instant at, String outcome) {}

  /** Newest first. */
  List<SecretLife> secrets(Endpoint endpoint, Instant now);

  /**
   * @param expiresAt null for the newest
   */
  record SecretLife(int number, Instant createdAt, @Nullable Instant expiresAt) {}
}
