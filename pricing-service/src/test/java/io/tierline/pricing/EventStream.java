package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop's end of a stream of server-sent events. */
final class EventStream implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * @param id empty when it has none
   */
  record Event(String name, String id, JsonNode data) {}

  private final HttpResponse<InputStream> response;
  private final List<Event> events = new ArrayList<>();
  private boolean ended;

  private EventStream(HttpResponse<InputStream> response) {
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  static EventStream open(URI uri, String authorization, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", authorization)
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      return new EventStream(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String name = "";
      String id = "";
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          JsonNode data = JSON.readTree(line.substring(6));
          synchronized (events) {
            events.add(new Event(name, id, data));
          }
          id = "";
        }
      }
    } catch (IOException e) {
      // Closed by one of the two ends.
    } finally {
      synchronized (events) {
        ended = true;
      }
    }
  }

  int status() {
    return response.statusCode();
  }

  List<Event> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  boolean hasEnded() {
    synchronized (events) {
      return ended;
    }
  }

  List<Event> named(String name) {
    return events().stream().filter(event -> event.name().equals(name)).toList();
  }

  /** Waits for the first event that fits. */
  Event next(String name, Predicate<Event> fits) {
    return await()
        .until(() -> named(name).stream().filter(fits).findFirst(), found -> found.isPresent())
        .orElseThrow();
  }

  Event next(String name) {
    return next(name, _ -> true);
  }

  /** The prices that belong to an event that ends a batch. */
  List<JsonNode> pricesBefore(Event end) {
    List<Event> all = events();
    List<JsonNode> prices = new ArrayList<>();
    for (int i = all.indexOf(end) - 1; i >= 0 && all.get(i).name().equals("prices"); i--) {
      prices.addFirst(all.get(i).data());
    }
    assertThat(prices).hasSize(end.data().path("products").asInt());
    return prices;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
