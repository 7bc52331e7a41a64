package io.tierline.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls every endpoint that a running service describes in its OpenAPI document, so that a test of
 * who may see what cannot forget one that is added later.
 *
 * <p>A request carries what the document gives as examples, in its path, query and body, and in the
 * place of an example the caller's own value where it names one. The caller's values are keyed by
 * the name of the path variable, query parameter, top-level property of the body, or header; where
 * several paths use one name, by the path up to and with the variable: {@code /v1/orders/{id}}.
 */
public final class EndpointWalk {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration STREAM_READ_FOR = Duration.ofSeconds(1);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI service;
  private final List<Endpoint> endpoints;

  private EndpointWalk(URI service, List<Endpoint> endpoints) {
    this.service = service;
    this.endpoints = endpoints;
  }

  /**
   * An operation of the API.
   *
   * @param path with its variables in braces
   * @param parameters examples of path variables and query parameters, those without one left out
   * @param body an example of its request body; an empty object where it has none
   */
  public record Endpoint(String method, String path, List<Parameter> parameters, JsonNode body) {

    @Override
    public String toString() {
      return method + " " + path;
    }

    /** Whether a request to it, made with these values, names one of them in its path. */
    boolean namesOneOf(Map<String, String> values) {
      return VARIABLE
          .matcher(path)
          .results()
          .anyMatch(
              found ->
                  values.containsKey(path.substring(0, found.end()))
                      || values.containsKey(found.group(1)));
    }

    URI uri(URI service, Map<String, String> values) {
      Matcher variable = VARIABLE.matcher(path);
      String filled =
          variable.replaceAll(
              found ->
                  encoded(
                      Optional.ofNullable(values.get(path.substring(0, found.end())))
                          .orElseGet(() -> valueOf(found.group(1), "path", values).orElse("1"))));
      String query =
          parameters.stream()
              .filter(parameter -> parameter.in().equals("query"))
              .map(
                  parameter ->
                      encoded(parameter.name())
                          + "="
                          + encoded(values.getOrDefault(parameter.name(), parameter.example())))
              .collect(Collectors.joining("&"));
      return service.resolve(query.isEmpty() ? filled : filled + "?" + query);
    }

    private Optional<String> valueOf(String name, String in, Map<String, String> values) {
      return Optional.ofNullable(values.get(name))
          .or(
              () ->
                  parameters.stream()
                      .filter(known -> known.in().equals(in) && known.name().equals(name))
                      .map(Parameter::example)
                      .findFirst());
    }

    String bodyWith(Map<String, String> values) {
      if (!(body.deepCopy() instanceof ObjectNode filled)) {
        return body.toString();
      }
      values.forEach(
          (name, value) -> {
            if (filled.has(name)) {
              filled.put(name, value);
            }
          });
      return filled.toString();
    }

    private static String encoded(String value) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }

  /**
   * @param in {@code path} or {@code query}
   */
  public record Parameter(String name, String in, String example) {}

  /** What one call was answered with. */
  public record Visit(Endpoint endpoint, int status, String body) {}

  /**
   * @param service root of a running service, e.g. {@code http://localhost:8083}
   */
  public static EndpointWalk of(URI service) {
    HttpResponse<String> document =
        send(HttpRequest.newBuilder(service.resolve("/v3/api-docs")).timeout(TIMEOUT).build());
    if (document.statusCode() != 200) {
      throw new IllegalStateException(
          "%s/v3/api-docs answered %d".formatted(service, document.statusCode()));
    }
    return new EndpointWalk(service, new Document(JSON.readTree(document.body())).endpoints());
  }

  /** The same walk past all endpoints whose path starts so. */
  public EndpointWalk without(String pathPrefix) {
    return new EndpointWalk(
        service, endpoints.stream().filter(e -> !e.path().startsWith(pathPrefix)).toList());
  }

  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /**
   * Calls every endpoint once.
   *
   * @param authorization value of the header of that name; null to send none
   * @param values in the place of the document's examples; a path variable with neither gets 1
   */
  public List<Visit> visitAll(@Nullable String authorization, Map<String, String> values) {
    return endpoints.stream().map(e -> visit(e, authorization, values)).toList();
  }

  /**
   * Calls every endpoint as the stranger, then reads as the owner, and fails with all that is
   * wrong:
   *
   * <ul>
   *   <li>a stranger that names one of the owner's in the path and gets anything but 403 or 404
   *   <li>a secret in any answer to the stranger
   *   <li>an answer 400 or 5xx to the stranger: such a request proves nothing, since it was refused
   *       before anyone looked whose things it asks for; the document lacks an example that works
   *   <li>an owner that does not read what it names, or a secret that no answer to it holds: the
   *       stranger's finding nothing would prove nothing then
   * </ul>
   *
   * @param owned the owner's ids, as {@link #visitAll} takes them
   * @param secrets what only the owner may read
   */
  public void onlyTheOwnerFinds(
      String owner, String stranger, Map<String, String> owned, String... secrets) {
    List<String> faults = new ArrayList<>();
    for (Visit visit : visitAll(stranger, owned)) {
      if (visit.status() == 400 || visit.status() >= 500) {
        faults.add("stranger: was not understood: " + visit);
      } else if (visit.endpoint().namesOneOf(owned) && !Set.of(403, 404).contains(visit.status())) {
        faults.add("stranger: was let in: " + visit);
      }
      for (String secret : secrets) {
        if (visit.body().contains(secret)) {
          faults.add("stranger: found '%s': %s".formatted(secret, visit));
        }
      }
    }
    List<Visit> read =
        endpoints.stream()
            .filter(endpoint -> endpoint.method().equals("GET"))
            .map(endpoint -> visit(endpoint, owner, owned))
            .toList();
    for (Visit visit : read) {
      if (visit.endpoint().namesOneOf(owned) && visit.status() != 200) {
        faults.add("owner: could not read: " + visit);
      }
    }
    for (String secret : secrets) {
      if (read.stream().noneMatch(visit -> visit.body().contains(secret))) {
        faults.add("owner: did not find '%s' anywhere".formatted(secret));
      }
    }
    if (!faults.isEmpty()) {
      throw new AssertionError(String.join("\n", faults));
    }
  }

  private Visit visit(
      Endpoint endpoint, @Nullable String authorization, Map<String, String> values) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.uri(service, values))
            .timeout(TIMEOUT)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("If-Match", values.getOrDefault("If-Match", "\"1\""))
            .header("Content-Type", "application/json")
            .method(
                endpoint.method(),
                Set.of("GET", "DELETE").contains(endpoint.method())
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(endpoint.bodyWith(values)));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    HttpRequest built = request.build();
    HttpResponse<InputStream> answer = send(built, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      boolean endless =
          answer
              .headers()
              .firstValue("Content-Type")
              .filter(type -> type.startsWith("text/event-stream"))
              .isPresent();
      return new Visit(
          endpoint,
          answer.statusCode(),
          endless ? beginning(body) : new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(built.uri() + " did not answer", e);
    }
  }

  /** A stream never ends by itself: what it begins with is what a visitor is shown. */
  private static String beginning(InputStream stream) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    StringBuilder read = new StringBuilder();
    long until = System.nanoTime() + STREAM_READ_FOR.toNanos();
    String line;
    while (System.nanoTime() < until && (line = lines.readLine()) != null) {
      read.append(line).append('\n');
    }
    return read.toString();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return HTTP.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** An OpenAPI document. */
  private record Document(JsonNode root) {

    List<Endpoint> endpoints() {
      List<Endpoint> found = new ArrayList<>();
      for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
        for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
          if (METHODS.contains(operation.getKey())) {
            found.add(
                new Endpoint(
                    operation.getKey().toUpperCase(Locale.ROOT),
                    path.getKey(),
                    parameters(operation.getValue()),
                    body(operation.getValue())));
          }
        }
      }
      return List.copyOf(found);
    }

    private List<Parameter> parameters(JsonNode operation) {
      List<Parameter> found = new ArrayList<>();
      for (JsonNode parameter : operation.path("parameters")) {
        String in = parameter.path("in").asString("");
        JsonNode schema = resolved(parameter.path("schema"));
        Optional<JsonNode> example = given(parameter).or(() -> given(schema));
        if (example.isEmpty() && parameter.path("required").asBoolean(false)) {
          example = Optional.of(example(schema));
        }
        if (Set.of("path", "query").contains(in)) {
          example.ifPresent(
              value ->
                  found.add(
                      new Parameter(parameter.path("name").asString(), in, value.asString())));
        }
      }
      return List.copyOf(found);
    }

    private JsonNode body(JsonNode operation) {
      JsonNode content = operation.at("/requestBody/content/application~1json");
      return given(content).orElseGet(() -> example(content.path("schema")));
    }

    /** The example that a parameter, a body or a schema gives itself. */
    private static Optional<JsonNode> given(JsonNode described) {
      if (described.has("example")) {
        return Optional.of(parsed(described.get("example")));
      }
      JsonNode several = described.path("examples");
      if (several.isArray()) {
        return several.valueStream().findFirst();
      }
      return several.properties().stream()
          .map(named -> parsed(named.getValue().path("value")))
          .findFirst();
    }

    /** An example of an object may be written as text. */
    private static JsonNode parsed(JsonNode example) {
      return example.isString() && example.asString().strip().startsWith("{")
          ? JSON.readTree(example.asString())
          : example;
    }

    /** An example put together from those of the parts; optional parts without one are left out. */
    private JsonNode example(JsonNode declared) {
      JsonNode schema = resolved(declared);
      Optional<JsonNode> own = given(schema);
      if (own.isPresent()) {
        return own.get();
      }
      if (schema.has("default")) {
        return schema.get("default");
      }
      if (schema.has("enum")) {
        return schema.get("enum").get(0);
      }
      return switch (type(schema)) {
        case "array" -> {
          ArrayNode items = JSON.createArrayNode();
          items.add(example(schema.path("items")));
          yield items;
        }
        case "string" -> JSON.getNodeFactory().stringNode("1");
        case "integer", "number" ->
            JSON.getNodeFactory().numberNode(schema.path("minimum").asLong(1));
        case "boolean" -> JSON.getNodeFactory().booleanNode(false);
        default -> object(schema);
      };
    }

    private ObjectNode object(JsonNode schema) {
      Set<String> required =
          schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
      Map<String, JsonNode> parts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        if (required.contains(property.getKey())) {
          parts.put(property.getKey(), example(property.getValue()));
        } else {
          given(property.getValue()).ifPresent(value -> parts.put(property.getKey(), value));
        }
      }
      ObjectNode object = JSON.createObjectNode();
      object.setAll(parts);
      return object;
    }

    private JsonNode resolved(JsonNode schema) {
      return schema.has("$ref") ? root.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    /** In OpenAPI 3.1 a list, with {@code null} for what may be absent. */
    private static String type(JsonNode schema) {
      JsonNode type = schema.path("type");
      return type.isArray()
          ? type.valueStream()
              .map(JsonNode::asString)
              .filter(name -> !name.equals("null"))
              .findFirst()
              .orElse("")
          : type.asString("");
    }
  }
}
