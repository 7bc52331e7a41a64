package io.tierline.ordering.quotes.client;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

@Tag("servers")
class ServiceTokenTest {

  private static final int CALLERS = 16;

  @RegisterExtension
  static final WireMockExtension IDENTITY =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  private final ServiceToken token =
      new ServiceToken(
          RestClient.create(),
          URI.create(IDENTITY.baseUrl() + "/oauth2/token"),
          "ordering",
          "secret");

  @Test
  @DisplayName("OR-3 callers at the same time share one question for a token")
  void callersShareOneQuestion() throws Exception {
    identityAnswersAfter500Ms(okJson("{\"access_token\":\"t\",\"expires_in\":600}"));

    assertThat(allAtOnce()).allSatisfy(asked -> assertThat(asked.resultNow()).isEqualTo("t"));
    IDENTITY.verify(1, postRequestedFor(urlEqualTo("/oauth2/token")));
  }

  @Test
  @DisplayName("OR-3 callers at the same time share one failure, then it is asked anew")
  void callersShareOneFailure() throws Exception {
    identityAnswersAfter500Ms(serverError());

    assertThat(allAtOnce())
        .allSatisfy(
            asked -> assertThat(asked.exceptionNow()).isInstanceOf(RestClientException.class));
    IDENTITY.verify(1, postRequestedFor(urlEqualTo("/oauth2/token")));

    identityAnswersAfter500Ms(okJson("{\"access_token\":\"t\",\"expires_in\":600}"));
    assertThat(token.get()).isEqualTo("t");
    token.forget("t");
    assertThat(token.get()).isEqualTo("t");
    IDENTITY.verify(3, postRequestedFor(urlEqualTo("/oauth2/token")));
  }

  private static void identityAnswersAfter500Ms(ResponseDefinitionBuilder answer) {
    IDENTITY.stubFor(post(urlEqualTo("/oauth2/token")).willReturn(answer.withFixedDelay(500)));
  }

  private List<Future<String>> allAtOnce() throws InterruptedException {
    List<Callable<String>> calls = Collections.nCopies(CALLERS, token::get);
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      return threads.invokeAll(calls);
    }
  }
}
