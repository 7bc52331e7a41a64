package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.Browser.Answer;
import io.tierline.kit.shop.ThingId;
import io.tierline.kit.shop.Things;
import io.tierline.kit.tenancy.SellerScope;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
@DisplayName("Nobody overwrites a change they have not seen")
class EditingTest {

  @Autowired Browser browser;
  @Autowired Things things;

  @Test
  void aChangeNamesTheVersionItChanges() {
    String path = "/v1/things/" + added("9001");
    String seen = browser.get(path).as("9001").send().header("ETag");
    assertThat(seen).isEqualTo("\"1\"");

    Answer changed = rename(path, "9001", seen);

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    Answer late = rename(path, "9001", seen).isProblem(412, "precondition-failed");
    assertThat(late.json().path("currentVersion").asString()).isEqualTo("2");
  }

  @Test
  void withoutTheVersionThereIs428() {
    browser
        .put("/v1/things/" + added("9002"), "{\"text\":\"new\"}")
        .as("9002")
        .send()
        .isProblem(428, "precondition-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1", "\"1\" \"2\"", ",", "'1'"})
  void aMalformedVersionIsA400(String ifMatch) {
    rename("/v1/things/" + added("9003"), "9003", ifMatch).isProblem(400, "invalid-value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"1\"", "\"abc\"", "\"99\"", "\"2\""})
  void aVersionThatIsNotTheCurrentOneIsA412(String ifMatch) {
    rename("/v1/things/" + added("9004"), "9004", ifMatch).isProblem(412, "precondition-failed");
  }

  @Test
  void whatIsKnownIsNotSentAgain() {
    String path = "/v1/things/" + added("9005");

    Answer again = browser.get(path).as("9005").header("If-None-Match", "\"1\"").send();

    assertThat(again.status()).isEqualTo(304);
  }

  private ThingId added(String seller) {
    return SellerScope.asSeller(seller, () -> things.add(Long.parseLong(seller), "old"));
  }

  private Answer rename(String path, String seller, String ifMatch) {
    return browser.put(path, "{\"text\":\"new\"}").as(seller).header("If-Match", ifMatch).send();
  }
}
