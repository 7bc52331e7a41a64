package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.Browser.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ShopTest
@DisplayName("A service can be watched, and says what it offers")
class WatchingTest {

  @Autowired Browser browser;

  @Test
  void itIsReadyWhenDatabaseMigrationsAndConsumersAre() {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(browser.get("/actuator/health/readiness").send().status())
                    .isEqualTo(200));

    JsonNode parts = browser.get("/actuator/health/readiness").send().json().path("components");
    assertThat(parts.propertyNames())
        .contains("readinessState", "db", "migrations", "kafkaConsumers");
    assertThat(browser.get("/actuator/health/liveness").send().status()).isEqualTo(200);
  }

  @Test
  void healthTellsNoSecrets() {
    assertThat(browser.get("/actuator/health").send().response().body())
        .doesNotContain("jdbc:", "details", "password");
  }

  @Test
  void requestsPoolsAndConsumersAreMeasured() {
    browser.get("/v1/things").as("9201", "things.read").send();

    String metrics = browser.get("/actuator/prometheus").send().response().body();

    assertThat(metrics)
        .contains("http_server_requests_seconds_count{")
        .contains("uri=\"/v1/things\"")
        .contains("service=\"kit\"")
        .contains("hikaricp_connections_active{pool=\"kit-app\"")
        .contains("kafka_consumer_fetch_manager_records_lag");
  }

  @Test
  void theApiDescribesItself() {
    Answer answer = browser.get("/v3/api-docs").send();
    JsonNode api = answer.json();

    assertThat(api.path("info").path("title").asString()).isEqualTo("Tierline Kit");
    assertThat(api.path("components").path("securitySchemes").propertyNames())
        .containsExactlyInAnyOrder("token", "apiKey");
    assertThat(api.path("components").path("schemas").propertyNames()).contains("Problem");
    JsonNode add = api.path("paths").path("/v1/things").path("post");
    assertThat(add.path("parameters").valueStream().map(p -> p.path("name").asString()))
        .containsExactly("Idempotency-Key");
    assertThat(add.path("responses").propertyNames()).contains("200", "400", "401", "422");
    JsonNode list = api.path("paths").path("/v1/things").path("get");
    assertThat(list.path("parameters").valueStream().map(p -> p.path("name").asString()))
        .containsExactlyInAnyOrder("limit", "after");
    JsonNode put = api.path("paths").path("/v1/things/{id}").path("put");
    assertThat(put.path("parameters").valueStream().map(p -> p.path("name").asString()))
        .containsExactlyInAnyOrder("id", "If-Match");
    JsonNode price =
        api.path("components").path("schemas").path("NewThing").path("properties").path("price");
    assertThat(price.path("properties").propertyNames()).containsExactly("amount", "currency");
    assertThat(api.path("paths").path("/open/form").path("post").path("security").size()).isZero();
    assertThat(answer.response().body()).doesNotContain("PageRequest", "IfMatch", "actuator");
  }
}
