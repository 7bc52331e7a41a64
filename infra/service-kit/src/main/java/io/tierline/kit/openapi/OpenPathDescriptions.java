package io.tierline.kit.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Takes the token away from the description of paths that need none. */
final class OpenPathDescriptions implements GlobalOpenApiCustomizer {

  private final List<PathPattern> open;

  OpenPathDescriptions(List<String> patterns) {
    open = patterns.stream().map(PathPatternParser.defaultInstance::parse).toList();
  }

  @Override
  public void customise(OpenAPI api) {
    if (api.getPaths() == null) {
      return;
    }
    api.getPaths()
        .forEach(
            (path, item) -> {
              if (open.stream().anyMatch(p -> p.matches(PathContainer.parsePath(path)))) {
                item.readOperations().forEach(operation -> operation.setSecurity(List.of()));
              }
            });
  }
}
