package io.tierline.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The business time of a local stack in another process, as its console tells it. Asked for anew
 * from time to time, since it can be put forward.
 */
final class StackClock extends Clock {

  private static final Logger LOG = LoggerFactory.getLogger(StackClock.class);
  private static final Duration ANSWER_MAX = Patience.usually(Duration.ofSeconds(5));

  private final URI address;
  private final HttpClient http;
  private volatile Duration ahead = Duration.ZERO;
  private volatile Instant asked = Instant.MIN;

  private StackClock(URI address, HttpClient http) {
    this.address = address;
    this.http = http;
  }

  /**
   * @throws StartRefused when no local stack answers there
   */
  static StackClock of(String console) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
    StackClock clock = new StackClock(URI.create(console + "/clock"), http);
    clock.ask();
    // The first question takes longest, by a connection and the classes for it.
    clock.ask();
    return clock;
  }

  /**
   * Once what it knows is so old. A stack that does not answer, or is down for a while, leaves the
   * clock as it goes.
   */
  void refresh(Duration age) {
    if (Duration.between(asked, Instant.now()).compareTo(age) < 0) {
      return;
    }
    try {
      ask();
    } catch (StartRefused e) {
      LOG.debug("The clock goes on without the stack", e);
    }
  }

  /**
   * Counts from before the question: this clock may run ahead of the stack's by the time that the
   * answer took, and behind it only from when that one is put forward until it is asked again; so a
   * price that is in force there is in force here when it comes.
   *
   * @throws StartRefused when it does not answer
   */
  private void ask() {
    asked = Instant.now();
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(ANSWER_MAX).build(),
              HttpResponse.BodyHandlers.ofString());
      ahead = Duration.between(asked, Instant.parse(answer.body().strip()));
    } catch (IOException | DateTimeException e) {
      throw new StartRefused(
          "Tierline does not answer at %s: start it with ./run, or say with --port where it is."
              .formatted(address),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("Interrupted while asking for the time.", e);
    }
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
