package io.tierline.pricing.feed.http;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.feed.LiveFeeds;
import io.tierline.pricing.feed.LiveFeeds.Opening;
import io.tierline.pricing.feed.LiveStream;
import io.tierline.pricing.feed.LiveStream.Taken;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Price lists as they change. The request's own (virtual) thread writes to its client and waits
 * meanwhile; it reads nothing from the database.
 */
@RestController
@Tag(name = "Price lists", description = "Your prices as buyers are shown them")
class PriceFeedController {

  private static final ProblemType TOO_MANY_STREAMS =
      new ProblemType(
          "too-many-streams", HttpStatus.TOO_MANY_REQUESTS, "The seller has enough streams open");

  private static final String EVENTS = "/v1/price-lists/{audience}/events";
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Duration COME_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final int PIECE_BYTES = 64 * 1024;
  private static final Duration FIND_OUT_AFTER = Duration.ofSeconds(5);

  private static final String EXAMPLE =
      """
      retry: 1000

      event: reset
      data: {"reason":"START","products":1}

      event: prices
      data: {"product":"com","kind":"TLD","status":"SELL","actions":["REGISTER","RENEW","TRANSFER","RESTORE"],"minYears":1,"maxYears":10,"sunrise":null,"currency":"USD","slabs":[],"versions":[{"version":1,"changeSetId":"0190b0a2-6a3e-7c7e-9f0e-3b1d5d0c9a11","effectiveFrom":"2026-11-21T10:00:00Z","withdrawn":false,"prices":[{"action":"REGISTER","slab":0,"years":1,"perYear":{"amount":"10.00","currency":"USD"}}],"promos":[],"applicationFee":null}]}

      event: snapshot
      id: 1002:CUSTOMER:0a1b2c3d4e5f:1.0.3
      data: {"position":"1002:CUSTOMER:0a1b2c3d4e5f:1.0.3","freshAsOf":"2026-11-21T10:00:00.123456Z","products":1}

      event: watermark
      data: {"position":"1002:CUSTOMER:0a1b2c3d4e5f:1.0.3","freshAsOf":"2026-11-21T10:00:00.373456Z"}

      event: prices
      data: {"product":"com","kind":"TLD","status":"SELL","actions":["REGISTER","RENEW","TRANSFER","RESTORE"],"minYears":1,"maxYears":10,"sunrise":null,"currency":"USD","slabs":[],"versions":[{"version":2,"changeSetId":"0190b0a2-7b11-7d0c-8c1b-1f0d7b0f3c22","effectiveFrom":"2026-11-21T10:00:02Z","withdrawn":false,"prices":[{"action":"REGISTER","slab":0,"years":1,"perYear":{"amount":"9.50","currency":"USD"}}],"promos":[],"applicationFee":null}]}

      event: change-set
      id: 1002:CUSTOMER:0a1b2c3d4e5f:2.0.3
      data: {"from":"1002:CUSTOMER:0a1b2c3d4e5f:1.0.3","position":"1002:CUSTOMER:0a1b2c3d4e5f:2.0.3","freshAsOf":"2026-11-21T10:00:02.273456Z","changeSets":[{"id":"0190b0a2-7b11-7d0c-8c1b-1f0d7b0f3c22","effectiveFrom":"2026-11-21T10:00:02Z"}],"products":1}
      """;

  private final LiveFeeds feeds;
  private final ServerSentEvents events;

  /** Tokens expire by the system's time, never by the business clock. */
  private final Clock clock = Clock.systemUTC();

  PriceFeedController(LiveFeeds feeds, ServerSentEvents events) {
    this.feeds = feeds;
    this.events = events;
  }

  /** A mapping of GET serves HEAD, too: a stream that nobody reads, until its token expires. */
  @Hidden
  @RequestMapping(path = EVENTS, method = RequestMethod.HEAD)
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  void head() throws HttpRequestMethodNotSupportedException {
    throw new HttpRequestMethodNotSupportedException(
        HttpMethod.HEAD.name(), List.of(HttpMethod.GET.name()));
  }

  @GetMapping(path = EVENTS, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Your prices as they change: server-sent events",
      description =
          "Starts with 'reset', one 'prices' event for each product and 'snapshot'; or, with"
              + " Last-Event-ID, with what you missed. A change comes as 'prices' events, whole"
              + " products with every version that counts, followed by 'change-set': show them all"
              + " when it has come, or none. 'watermark' comes at least every half second: with the"
              + " position it names you know every change of the price list committed by 'freshAsOf'; what"
              + " is fixed for one buyer is not in it: ask for a quote with that buyer. Serve a price"
              + " only while freshAsOf is not older than your bound. After 'reset' forget what you"
              + " had and show what follows once 'snapshot' has come: with reason UNKNOWN_POSITION your"
              + " position is of no history that the database tells, which it may have lost in a"
              + " restore; until it is known which one it tells no watermark comes. 'end' says why the stream"
              + " ends, such as TOKEN_EXPIRED; come again with Last-Event-ID and a new token. There"
              + " is no HEAD (405): whether a stream would be opened is only seen by opening it.",
      responses = {
        @ApiResponse(
            responseCode = "200",
            content =
                @Content(
                    mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                    examples = @ExampleObject(EXAMPLE))),
        @ApiResponse(responseCode = "429", description = "The seller has enough streams open"),
        @ApiResponse(responseCode = "503", description = "This instance has enough streams open")
      })
  void events(
      @PathVariable Audience audience,
      @Parameter(description = "The last id you received, as it was sent")
          @RequestHeader(name = LAST_EVENT_ID, required = false)
          @Nullable String lastEventId,
      @CurrentSeller SellerId seller,
      Authentication caller,
      HttpServletResponse response) {
    BookKey book = new BookKey(seller, audience);
    try (LiveStream stream = opened(book, lastEventId)) {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setCharacterEncoding("UTF-8");
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setHeader("X-Accel-Buffering", "no");
      write(stream, expiry(caller), response.getOutputStream());
    } catch (IOException e) {
      // The client went away, or read so slowly that writing timed out.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LiveStream opened(BookKey book, @Nullable String lastEventId) {
    FeedPosition since =
        lastEventId == null || lastEventId.isBlank()
            ? null
            : FeedPosition.parse(book, lastEventId.strip())
                .orElseGet(() -> FeedPosition.unknown(book));
    return switch (feeds.open(book, since)) {
      case Opening.Opened(LiveStream stream) -> stream;
      case Opening.TooManyOfSeller(int max) ->
          throw new ProblemException(
              TOO_MANY_STREAMS,
              "A seller has at most %d streams open at an instance; let several parts of a shop share one."
                  .formatted(max),
              Map.of("max", max, ProblemException.RETRY_AFTER_SECONDS, 10));
      case Opening.TooMany _ ->
          throw new ProblemException(
              CommonProblems.UNAVAILABLE,
              "This instance has as many streams open as it can serve; another one may have room.",
              Map.of(ProblemException.RETRY_AFTER_SECONDS, 2));
    };
  }

  private static Instant expiry(Authentication caller) {
    Instant expiry =
        caller instanceof JwtAuthenticationToken token ? token.getToken().getExpiresAt() : null;
    if (expiry == null) {
      throw new IllegalStateException("A token without expiry is never accepted");
    }
    return expiry;
  }

  private void write(LiveStream stream, Instant expiry, OutputStream out)
      throws IOException, InterruptedException {
    out.write(events.start(COME_AGAIN_AFTER));
    out.flush();
    while (true) {
      Duration left = Duration.between(clock.instant(), expiry);
      if (!left.isPositive()) {
        out.write(events.tokenExpired());
        out.flush();
        return;
      }
      switch (stream.take(left.compareTo(FIND_OUT_AFTER) < 0 ? left : FIND_OUT_AFTER)) {
        case Taken.Bytes(byte[] bytes) -> {
          if (!isWritten(bytes, stream, out)) {
            return;
          }
        }
        case Taken.Nothing _ -> out.write(events.stillHere());
        case Taken.Ended(LiveStream.End because) -> {
          out.write(events.end(because));
          out.flush();
          return;
        }
      }
      out.flush();
    }
  }

  /**
   * In pieces: a client that was cut off half way through a list, because it takes next to nothing,
   * gives the list's memory back now. What it has of an event is none without the empty line.
   */
  private static boolean isWritten(byte[] bytes, LiveStream stream, OutputStream out)
      throws IOException {
    for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
      if (stream.isCutOff()) {
        return false;
      }
      out.write(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
    }
    return true;
  }
}
