package io.tierline.kit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What all services have in common, below everything a service or an operator sets. It is not a
 * file, because several services share one class path in the local stack.
 */
final class KitDefaults implements EnvironmentPostProcessor, Ordered {

  private static final String EXCLUDE = "spring.autoconfigure.exclude";

  /** Brought to every service by the one that issues tokens, when all share a class path. */
  private static final List<String> FOR_ISSUERS_ONLY =
      List.of(
          "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration",
          "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration");

  /** Password users, and HTML pages: templates are for mail only. */
  private static final List<String> NEVER =
      List.of(
          "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
          "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration");

  /** After the configuration files were read, because their exclusions are added to. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.getProperty("tierline.service.name") == null) {
      return;
    }
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("spring.application.name", environment.getProperty("tierline.service.name"));
    defaults.put("spring.threads.virtual.enabled", "true");
    defaults.put("spring.main.keep-alive", "true");
    defaults.put("spring.main.banner-mode", "off");
    defaults.put("spring.jmx.enabled", "false");
    defaults.put("spring.mvc.problemdetails.enabled", "true");
    defaults.put("spring.mvc.log-resolved-exception", "false");
    defaults.put("spring.web.resources.add-mappings", "true");
    defaults.put("spring.servlet.multipart.enabled", "false");
    defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
    defaults.put("server.shutdown", "graceful");
    defaults.put("server.forward-headers-strategy", "none");
    defaults.put("server.error.whitelabel.enabled", "false");
    defaults.put("server.error.include-stacktrace", "never");
    defaults.put("server.error.include-message", "never");
    defaults.put("server.max-http-request-header-size", "16KB");
    defaults.put("server.tomcat.max-http-form-post-size", "1MB");
    defaults.put("server.tomcat.max-swallow-size", "1MB");
    defaults.put("server.tomcat.max-parameter-count", "200");
    defaults.put("server.tomcat.max-part-count", "10");
    defaults.put("server.tomcat.connection-timeout", "10s");
    defaults.put("server.tomcat.keep-alive-timeout", "30s");
    defaults.put("server.tomcat.mbeanregistry.enabled", "false");
    defaults.put("spring.jooq.sql-dialect", "POSTGRES");
    defaults.put("logging.level.org.jooq.Constants", "WARN");
    defaults.put("springdoc.api-docs.path", "/v3/api-docs");
    defaults.put("springdoc.swagger-ui.path", "/swagger-ui.html");
    defaults.put("springdoc.show-actuator", "false");
    defaults.put("logging.level.org.springdoc.core.events.SpringDocAppInitializer", "ERROR");
    defaults.put("logging.pattern.correlation", "[%X{traceId:-} %X{spanId:-} %X{seller:-}] ");
    defaults.put("management.tracing.sampling.probability", "1.0");
    defaults.put("management.endpoints.web.exposure.include", "health,prometheus");
    defaults.put("management.endpoints.jmx.exposure.exclude", "*");
    defaults.put("management.endpoint.health.probes.enabled", "true");
    defaults.put("management.endpoint.health.show-components", "always");
    defaults.put("management.endpoint.health.show-details", "never");
    defaults.put("management.endpoint.health.validate-group-membership", "false");
    defaults.put(
        "management.endpoint.health.group.readiness.include",
        "readinessState,db,migrations,kafkaConsumers");
    defaults.put(
        "management.metrics.tags.service", environment.getProperty("tierline.service.name"));
    defaults.put("management.otlp.metrics.export.enabled", "false");
    defaults.put("spring.kafka.listener.observation-enabled", "true");
    defaults.put("spring.kafka.template.observation-enabled", "true");
    defaults.keySet().removeIf(environment::containsProperty);
    environment.getPropertySources().addLast(new MapPropertySource("tierlineDefaults", defaults));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("tierlineExclusions", exclusions(environment)));
  }

  private static Map<String, Object> exclusions(ConfigurableEnvironment environment) {
    Set<String> excluded =
        new LinkedHashSet<>(
            Binder.get(environment).bind(EXCLUDE, Bindable.listOf(String.class)).orElse(List.of()));
    excluded.addAll(NEVER);
    if (!environment.getProperty("tierline.identity.issues-tokens", Boolean.class, false)) {
      excluded.addAll(FOR_ISSUERS_ONLY);
    }
    return Map.of(EXCLUDE, String.join(",", excluded));
  }
}
