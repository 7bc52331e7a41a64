package io.tierline.localstack;

import io.tierline.notification.NotificationService;
import io.tierline.onboarding.OnboardingService;
import io.tierline.ordering.OrderingService;
import io.tierline.pricing.PricingService;
import io.tierline.testsupport.ServiceDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The four services in one JVM, each with its own context, database, roles, groups and port. */
final class Services implements AutoCloseable {

  private final List<ConfigurableApplicationContext> contexts;

  private Services(List<ConfigurableApplicationContext> contexts) {
    this.contexts = contexts;
  }

  /** What the services need from the stack around them. */
  record Surroundings(
      Addresses addresses, LocalPostgres postgres, String kafka, Clock clock, Path logFile) {}

  private record Start(String name, Supplier<SpringApplicationBuilder> application, int port) {}

  /** Starts all at once; returns when each is ready or one has failed. */
  static Services start(Surroundings around) {
    Addresses ports = around.addresses();
    List<Start> starts =
        List.of(
            new Start("onboarding", OnboardingService::application, ports.onboarding()),
            new Start("pricing", PricingService::application, ports.pricing()),
            new Start("ordering", OrderingService::application, ports.ordering()),
            new Start("notification", NotificationService::application, ports.notification()));
    List<ConfigurableApplicationContext> started = new ArrayList<>();
    StartRefused refused = null;
    try (ExecutorService starters = Executors.newFixedThreadPool(starts.size())) {
      List<Future<ConfigurableApplicationContext>> futures =
          starts.stream().map(s -> starters.submit(() -> start(s, around))).toList();
      for (int i = 0; i < futures.size(); i++) {
        try {
          started.add(futures.get(i).get());
        } catch (ExecutionException e) {
          // The others are waited for, so that they can be closed.
          refused =
              new StartRefused(
                  "The %s service did not start (%s): its log is %s."
                      .formatted(starts.get(i).name(), rootOf(e).getMessage(), around.logFile()),
                  e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("The start was interrupted.", e);
    }
    if (refused != null) {
      new Services(started).close();
      throw refused;
    }
    return new Services(started);
  }

  private static ConfigurableApplicationContext start(Start start, Surroundings around) {
    ServiceDatabase database = around.postgres().database(start.name());
    Map<String, Object> settings = new LinkedHashMap<>(database.properties());
    settings.putAll(StackSettings.of(start.name(), around.addresses()));
    settings.put("server.port", start.port());
    settings.put("spring.kafka.bootstrap-servers", around.kafka());
    SpringApplicationBuilder builder =
        start
            .application()
            .get()
            .bannerMode(Banner.Mode.OFF)
            .registerShutdownHook(false)
            .initializers(
                context ->
                    ((GenericApplicationContext) context).registerBean(Clock.class, around::clock));
    // Command-line arguments beat every file, so that the stack's settings always hold.
    String[] arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    return builder.run(arguments);
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  @Override
  public void close() {
    contexts.reversed().forEach(ConfigurableApplicationContext::close);
  }
}
