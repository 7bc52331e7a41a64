package io.tierline.ordering.orders.http.legacy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;

/**
 * The parameters of a call: from the query and from a form body, whatever the content type says; an
 * empty value counts as absent (domain.md OR-7).
 */
final class LegacyParameters {

  private static final int BODY_MAX = 64 * 1024;

  private final Map<String, String> values;

  private LegacyParameters(Map<String, String> values) {
    this.values = values;
  }

  static LegacyParameters of(HttpServletRequest request) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    // The container reads the query always, and the body when it is declared to be a form.
    request.getParameterMap().forEach((name, all) -> values.putIfAbsent(name, all[0]));
    String type = request.getContentType();
    if (type == null
        || !type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
      byte[] body = request.getInputStream().readNBytes(BODY_MAX);
      addForm(new String(body, StandardCharsets.UTF_8), values);
    }
    values.values().removeIf(String::isBlank);
    return new LegacyParameters(values);
  }

  private static void addForm(String body, Map<String, String> values) {
    for (String pair : body.strip().split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        try {
          values.putIfAbsent(
              URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          // Not a form: what cannot be read is not a parameter.
          continue;
        }
      }
    }
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip);
  }

  String required(String name) {
    return find(name).orElseThrow(() -> new LegacyError("Required parameter missing: " + name));
  }

  /** {@code attr-nameN} with {@code attr-valueN}. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith("attr-name")) {
            find("attr-value" + name.substring("attr-name".length()))
                .ifPresent(given -> attributes.put(value, given));
          }
        });
    return attributes;
  }
}
