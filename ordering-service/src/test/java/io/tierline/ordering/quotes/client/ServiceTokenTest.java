package io.tierline.ordering.quotes.client;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.lang.Thread.State;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
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

  private List<Thread> callers = List.of();

  private final ServiceToken token =
      new ServiceToken(
          RestClient.builder().requestInterceptor(this::askedWhenTheOthersWait).build(),
          URI.create(IDENTITY.baseUrl() + "/oauth2/token"),
          "ordering",
          "secret");

  @Test
  @DisplayName("OR-3 callers at the same time share one question for a token")
  void callersShareOneQuestion() throws Exception {
    identityAnswers(okJson("{\"access_token\":\"t\",\"expires_in\":600}"));

    assertThat(allAtOnce()).allSatisfy(asked -> assertThat(asked.resultNow()).isEqualTo("t"));
    IDENTITY.verify(1, postRequestedFor(urlEqualTo("/oauth2/token")));
  }

  @Test
  @DisplayName("OR-3 callers at the same time share one failure, then it is asked anew")
  void callersShareOneFailure() throws Exception {
    identityAnswers(serverError());

    assertThat(allAtOnce())
        .allSatisfy(
            asked -> assertThat(asked.exceptionNow()).isInstanceOf(RestClientException.class));
    IDENTITY.verify(1, postRequestedFor(urlEqualTo("/oauth2/token")));

    identityAnswers(okJson("{\"access_token\":\"t\",\"expires_in\":600}"));
    assertThat(token.get()).isEqualTo("t");
    token.forget("t");
    assertThat(token.get()).isEqualTo("t");
    IDENTITY.verify(3, postRequestedFor(urlEqualTo("/oauth2/token")));
  }

  private static void identityAnswers(ResponseDefinitionBuilder answer) {
    IDENTITY.stubFor(post(urlEqualTo("/oauth2/token")).willReturn(answer));
  }

  private List<FutureTask<String>> allAtOnce() throws InterruptedException {
    List<FutureTask<String>> calls =
        Stream.generate(() -> new FutureTask<>(token::get)).limit(CALLERS).toList();
    callers = calls.stream().map(Thread::new).toList();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join(Duration.ofMinutes(3));
    }
    return calls;
  }

  /** However long a caller takes to come: no answer is there before it waits for one. */
  private ClientHttpResponse askedWhenTheOthersWait(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    Thread asking = Thread.currentThread();
    await().until(() -> callers.stream().allMatch(each -> each == asking || isIdle(each)));
    return execution.execute(request, body);
  }

  private static boolean isIdle(Thread caller) {
    return caller.getState() == State.WAITING || caller.getState() == State.TERMINATED;
  }
}
