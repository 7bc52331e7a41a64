package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.Browser.Answer;
import io.tierline.kit.shop.Things;
import io.tierline.kit.tenancy.SellerScope;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
@DisplayName("What is sent twice acts once")
class IdempotencyTest {

  @Autowired Browser browser;
  @Autowired Things things;

  @Test
  void aReplayGetsTheFirstAnswer() {
    String key = newKey();

    Answer first = add("6001", key, "tea");
    Answer second = add("6001", key, "tea");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.response().body()).isEqualTo(first.response().body());
    assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).isNotEmpty();
    assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    assertThat(namesOf("6001")).containsExactly("tea");
  }

  @Test
  void twoAtOnceActOnce() throws Exception {
    String key = newKey();
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sent.add(threads.submit(() -> add("6002", key, "tea")));
      }
      for (Future<Answer> answer : sent) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(answers)
        .extracting(answer -> answer.response().body())
        .containsOnly(answers.getFirst().response().body());
    assertThat(answers)
        .filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty())
        .hasSize(1);
    assertThat(namesOf("6002")).containsExactly("tea");
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    String key = newKey();
    add("6003", key, "tea");

    add("6003", key, "coffee").isProblem(422, "idempotency-key-reused");

    assertThat(namesOf("6003")).containsExactly("tea");
  }

  @Test
  void theSameKeyAtAnotherAddressIsRefused() {
    String key = newKey();
    add("6004", key, "tea");

    browser
        .post("/v1/chains", "{}")
        .as("6004")
        .header("Idempotency-Key", key)
        .send()
        .isProblem(422, "idempotency-key-reused");
  }

  @Test
  void anotherSellerMayUseTheSameKey() {
    String key = newKey();

    assertThat(add("6005", key, "tea").status()).isEqualTo(201);
    Answer other = add("6006", key, "tea");

    assertThat(other.status()).isEqualTo(201);
    assertThat(other.header("Idempotency-Replayed")).isEmpty();
    assertThat(namesOf("6006")).containsExactly("tea");
  }

  @Test
  void withoutAKeyNothingIsDone() {
    browser.post("/v1/things", thing("tea")).as("6007").send().isProblem(400, "missing-value");
    assertThat(namesOf("6007")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "long"})
  void aKeyIsVisibleAsciiOfAtMost200(String key) {
    String sent = key.equals("long") ? "x".repeat(201) : key;
    browser
        .post("/v1/things", thing("tea"))
        .as("6008")
        .header("Idempotency-Key", sent)
        .send()
        .isProblem(400, "invalid-value");
    assertThat(namesOf("6008")).isEmpty();
  }

  @Test
  void aRefusalIsNotRememberedAndLeavesNothing() {
    String key = newKey();

    add("6009", key, "sold out").isProblem(409, "sold-out");
    assertThat(namesOf("6009")).isEmpty();
    Answer again = add("6009", key, "sold out").isProblem(409, "sold-out");
    assertThat(again.header("Idempotency-Replayed")).isEmpty();

    assertThat(add("6009", key, "tea").status()).isEqualTo(201);
    assertThat(add("6009", newKey(), "answered conflict").status()).isEqualTo(409);
    assertThat(namesOf("6009")).containsExactly("tea");
  }

  @Test
  void aMalformedBodyDoesNotUseUpTheKey() {
    String key = newKey();
    browser
        .post("/v1/things", "{")
        .as("6010")
        .header("Idempotency-Key", key)
        .send()
        .isProblem(400, "malformed-body");

    assertThat(add("6010", key, "tea").status()).isEqualTo(201);
  }

  @Test
  void aWholeChainsWorkIsRememberedForTheSellerWhoAsked() {
    String key = newKey();

    Answer first = chain("6011", key);
    Answer second = chain("6011", key);

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.response().body()).isEqualTo(first.response().body());
    assertThat(namesOf("6011")).containsExactly("own leg");
    assertThat(chain("6012", key).header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void aClaimFindsWhatTheFirstOneCreated() {
    String key = newKey();

    String first = claim("6013", key, "a").json().path("reference").asString();
    String second = claim("6013", key, "a").json().path("reference").asString();

    assertThat(second).isEqualTo(first);
    claim("6013", key, "b").isProblem(422, "idempotency-key-reused");
    assertThat(claim("6014", key, "a").json().path("reference").asString()).isNotEqualTo(first);
  }

  private Answer add(String seller, String key, String name) {
    return browser.post("/v1/things", thing(name)).as(seller).header("Idempotency-Key", key).send();
  }

  private Answer chain(String seller, String key) {
    return browser.post("/v1/chains", "{}").as(seller).header("Idempotency-Key", key).send();
  }

  private Answer claim(String seller, String key, String fingerprint) {
    return browser
        .post("/v1/claims?fingerprint=" + fingerprint, "{}")
        .as(seller)
        .header("Idempotency-Key", key)
        .send();
  }

  private List<String> namesOf(String seller) {
    return SellerScope.asSeller(seller, things::names);
  }

  private static String thing(String name) {
    return """
        {"name":"%s","price":{"amount":"1.00","currency":"USD"},"years":1,"kind":"TEA"}"""
        .formatted(name);
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }
}
