package io.tierline.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls every endpoint that a running service describes in its OpenAPI document, so that a test of
 * who may see what cannot forget one that is added later.
 */
public final class EndpointWalk {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final List<Endpoint> endpoints;

  private EndpointWalk(URI service, JsonNode openApi) {
    this.service = service;
    this.endpoints = endpointsOf(openApi);
  }

  /**
   * An operation of the API.
   *
   * @param path with its variables in braces
   * @param body the example of its request body, or an empty object
   */
  public record Endpoint(String method, String path, String body) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** What one call was answered with. */
  public record Visit(Endpoint endpoint, int status, String body) {}

  /**
   * @param service root of a running service, e.g. {@code http://localhost:8083}
   */
  public static EndpointWalk of(URI service) {
    try {
      HttpResponse<String> document =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(service.resolve("/v3/api-docs")).timeout(TIMEOUT).build(),
                  HttpResponse.BodyHandlers.ofString());
      if (document.statusCode() != 200) {
        throw new IllegalStateException(
            "%s/v3/api-docs answered %d".formatted(service, document.statusCode()));
      }
      return new EndpointWalk(service, JSON.readTree(document.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /**
   * Calls every endpoint once.
   *
   * @param authorization value of the header of that name; null to send none
   * @param variables values of path variables by name; an unnamed one gets {@code 1}
   */
  public List<Visit> visitAll(@Nullable String authorization, Map<String, String> variables) {
    return endpoints.stream().map(e -> visit(e, authorization, variables)).toList();
  }

  private Visit visit(
      Endpoint endpoint, @Nullable String authorization, Map<String, String> variables) {
    String path = VARIABLE.matcher(endpoint.path()).replaceAll(found -> value(found, variables));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(path))
            .timeout(TIMEOUT)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("If-Match", "\"1\"")
            .header("Content-Type", "application/json")
            .method(
                endpoint.method(),
                Set.of("GET", "DELETE").contains(endpoint.method())
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(endpoint.body()));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Visit(endpoint, answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(endpoint + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static String value(MatchResult variable, Map<String, String> variables) {
    return URLEncoder.encode(
        variables.getOrDefault(variable.group(1), "1"), StandardCharsets.UTF_8);
  }

  private static List<Endpoint> endpointsOf(JsonNode openApi) {
    List<Endpoint> found = new ArrayList<>();
    openApi
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (METHODS.contains(operation.getKey())) {
                            found.add(
                                new Endpoint(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    exampleOf(operation.getValue())));
                          }
                        }));
    return List.copyOf(found);
  }

  private static String exampleOf(JsonNode operation) {
    JsonNode json = operation.at("/requestBody/content/application~1json");
    JsonNode example =
        json.has("example")
            ? json.get("example")
            : json.path("examples").properties().stream()
                .map(named -> named.getValue().path("value"))
                .findFirst()
                .orElse(JSON.createObjectNode());
    return example.isString() ? example.asString() : example.toString();
  }
}
