package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.feed.ReadFeed;
import io.tierline.pricing.webhook.Endpoint.Mark;
import io.tierline.pricing.webhook.Endpoint.State;
import io.tierline.pricing.webhook.Endpoint.Target;
import io.tierline.pricing.webhook.EndpointChange.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Transactional;

/** A seller names where its shop is to be told; what changes from then on is. */
public class RegisterEndpoint {

  private final Endpoints endpoints;
  private final Secrets secrets;
  private final Positions positions;
  private final int endpointsMax;

  /**
   * @param endpointsMax of one seller
   */
  public RegisterEndpoint(
      Endpoints endpoints, Secrets secrets, Positions positions, int endpointsMax) {
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.positions = positions;
    this.endpointsMax = endpointsMax;
  }

  public sealed interface Result {

    /**
     * @param secret shown this once
     */
    record Registered(Endpoint endpoint, String secret) implements Result {

      /** Without the secret. */
      @Override
      public String toString() {
        return "Registered[%s]".formatted(endpoint);
      }
    }

    record TooMany(int max) implements Result {}

    /** There is no key to keep secrets with. */
    record NotConfigured() implements Result {}
  }

  @Transactional
  public Result register(SellerId seller, Target target, String author) {
    if (!secrets.canBeKept()) {
      return new Result.NotConfigured();
    }
    if (endpoints.lockAndCount(seller) >= endpointsMax) {
      return new Result.TooMany(endpointsMax);
    }
    Instant now = positions.time().ofTransaction();
    Mark mark = new Mark(author, now);
    Endpoint endpoint =
        endpoints.add(new Endpoint(seller, 0, 1, target, new State.Active(), null, mark, mark));
    String secret = secrets.create();
    endpoints.addSecret(endpoint, secrets.seal(seller, secret), now, now);
    endpoints.follow(endpoint, positions.present(seller, target.audiences()));
    endpoints.trace(endpoint, EndpointChange.of(Kind.REGISTERED, endpoint, mark));
    return new Result.Registered(endpoint, secret);
  }

  /** Where price lists stand; nowhere while nothing can be vouched for. */
  public record Positions(ReadFeed readFeed, DatabaseTime time) {

    Map<Audience, FeedPosition> present(SellerId seller, Collection<Audience> audiences) {
      List<BookKey> books =
          audiences.stream().map(audience -> new BookKey(seller, audience)).toList();
      Map<BookKey, FeedPosition> heads = readFeed.heads(books).positions();
      Map<Audience, FeedPosition> present = new HashMap<>();
      for (BookKey book : books) {
        present.put(book.audience(), heads.getOrDefault(book, FeedPosition.nothing(book)));
      }
      return present;
    }
  }
}
