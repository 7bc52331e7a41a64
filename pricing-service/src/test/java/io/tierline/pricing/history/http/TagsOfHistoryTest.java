package io.tierline.pricing.history.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.pricing.history.InMemoryHistories;
import io.tierline.pricing.history.KeepHistory;
import io.tierline.pricing.history.SeenHistory;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TagsOfHistoryTest {

  private final InMemoryHistories histories = new InMemoryHistories();
  private final KeepHistory keepHistory = new KeepHistory(histories);
  private final TagsOfHistory filter = new TagsOfHistory(keepHistory);
  private final MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/");
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @BeforeEach
  void theHistoryIsKnown() {
    keepHistory.look();
  }

  /** What a controller is asked, and which history it saves in. */
  private record Asked(HttpServletRequest request, Optional<String> seen) {}

  private Asked asked() throws Exception {
    Asked[] asked = new Asked[1];
    filter.doFilter(
        request,
        response,
        (wrapped, _) -> asked[0] = new Asked((HttpServletRequest) wrapped, SeenHistory.current()));
    return asked[0];
  }

  private String answered(String tag) throws Exception {
    filter.doFilter(
        request, response, (_, wrapped) -> ((HttpServletResponse) wrapped).setHeader("ETag", tag));
    return Objects.requireNonNull(response.getHeader("ETag"));
  }

  @ParameterizedTest
  @DisplayName("PR-16: the tag of a version names its history, other tags stay as they are")
  @CsvSource({
    "'\"7\"', '\"7-1sthistory\"'",
    "'\"7.2\"', '\"7.2-1sthistory\"'",
    "'W/\"7\"', 'W/\"7\"'",
    "'\"7-another\"', '\"7-another\"'"
  })
  void tagsNameTheHistory(String tag, String sent) throws Exception {
    assertThat(answered(tag)).isEqualTo(sent);
  }

  @ParameterizedTest
  @DisplayName("PR-16: a version in If-Match is saved on in the history it names")
  @CsvSource({
    "'\"7-1sthistory\"', 1sthistory",
    "'\"7.2-another\"', another",
    "' \"7-another\" ', another",
    "'\"7\"', ''"
  })
  void aSaveIsInTheSeenHistory(String tag, String history) throws Exception {
    request.addHeader("If-Match", tag);

    Asked asked = asked();

    assertThat(asked.request().getHeader("If-Match")).matches("\"7(\\.2)?\"");
    assertThat(asked.seen()).contains(history);
  }

  @ParameterizedTest
  @DisplayName(
      "PR-16: what is no tag of ours reaches the controller as it was sent, and nothing is saved on it")
  @ValueSource(
      strings = {
        "\"7\",",
        "\"7-a\",",
        "\"7-a\", \"8-a\"",
        "W/\"7-a\"",
        "7",
        "\"seven\"",
        "\"7-A\""
      })
  void otherTagsAreOfNoHistory(String tag) throws Exception {
    request.addHeader("If-Match", tag);

    Asked asked = asked();

    assertThat(asked.request().getHeader("If-Match")).isEqualTo(tag);
    assertThat(asked.seen()).contains("");
  }

  @Test
  @DisplayName("PR-16: of two versions in two headers none is saved on")
  void twoHeadersAreOfNoHistory() throws Exception {
    request.addHeader("If-Match", "\"7-1sthistory\"");
    request.addHeader("If-Match", "\"8-1sthistory\"");

    assertThat(asked().seen()).contains("");
  }

  @ParameterizedTest
  @DisplayName("PR-16: what was saved is of the history it was saved in, what was read is not")
  @CsvSource({
    "PUT, '\"7-another\"', '\"8-another\"'",
    "PUT, '\"7\"', '\"8-1sthistory\"'",
    "GET, '\"7-another\"', '\"8-1sthistory\"'"
  })
  void whatWasSavedIsOfTheSeenHistory(String method, String seen, String sent) throws Exception {
    request.setMethod(method);
    request.addHeader("If-Match", seen);

    assertThat(answered("\"8\"")).isEqualTo(sent);
  }

  @Test
  @DisplayName("who names no version changes no version of any history")
  void noTagIsNoHistory() throws Exception {
    assertThat(asked().seen()).isEmpty();

    request.addHeader("If-Match", "*");
    assertThat(asked().seen()).isEmpty();
  }
}
