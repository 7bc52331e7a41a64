package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.Browser.Answer;
import io.tierline.kit.shop.Things;
import io.tierline.kit.tenancy.SellerScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ShopTest
@DisplayName("A listing is read page by page")
class PagingTest {

  @Autowired Browser browser;
  @Autowired Things things;

  @Test
  void allPagesTogetherAreTheListing() {
    List<String> names = IntStream.range(0, 7).mapToObj(i -> "thing " + i).toList();
    SellerScope.asSeller("9101", () -> names.forEach(name -> things.add(9101, name)));

    List<String> read = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      Answer answer = get("?limit=3" + after);
      answer.json().path("items").forEach(item -> read.add(item.path("name").asString()));
      JsonNode next = answer.json().path("next");
      after = next.isNull() ? "" : "&after=" + next.asString();
      pages++;
    } while (!after.isEmpty());

    assertThat(read).isEqualTo(names);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void theCursorIsOpaque() {
    SellerScope.asSeller(
        "9101", () -> IntStream.range(0, 3).forEach(i -> things.add(9101, "thing " + i)));

    assertThat(get("?limit=1").json().path("next").asString()).matches("[A-Za-z0-9_-]{6,}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=201", "limit=-1", "limit=x", "limit=", "limit=9999999999"})
  void aLimitOutsideIsRefused(String query) {
    assertThat(get('?' + query).isProblem(400, "invalid-value").detail())
        .contains("'limit' must be a number from 1 to 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"after=5", "after=", "after=AAAA", "after=AAAAAAAA", "after=!", "after=NTAwMDAx"})
  void aCursorOfOnesOwnIsRefused(String query) {
    assertThat(get('?' + query).isProblem(400, "invalid-value").detail()).contains("'after'");
  }

  private Answer get(String query) {
    return browser.get("/v1/things" + query).as("9101", "things.read").send();
  }
}
