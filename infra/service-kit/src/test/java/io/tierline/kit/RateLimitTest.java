package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.http.HttpSettings;
import io.tierline.kit.http.RateLimitFilter;
import io.tierline.kit.problem.ProblemWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.unit.DataSize;

@ShopTest
@DisplayName("One client cannot take the service from the others")
class RateLimitTest {

  private static final int BURST = 5;

  private static final HttpSettings SETTINGS =
      new HttpSettings(DataSize.ofMegabytes(1), new HttpSettings.Rate(1, BURST, 2, 100));

  private final RateLimitFilter ofAddresses;
  private final RateLimitFilter ofClients;

  RateLimitTest(@Autowired ProblemWriter problems) {
    ofAddresses = RateLimitFilter.ofAddresses(problems, SETTINGS);
    ofClients = RateLimitFilter.ofClients(problems, SETTINGS);
  }

  @AfterEach
  void nobodyIsLoggedIn() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void tooManyRequestsAreAnsweredWith429AndWhenToComeBack() throws Exception {
    asClient("a");
    for (int i = 0; i < BURST; i++) {
      assertThat(send("/v1/things").getStatus()).isEqualTo(200);
    }

    MockHttpServletResponse refused = send("/v1/things");

    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).matches("[1-9][0-9]?");
    assertThat(refused.getContentType()).isEqualTo("application/problem+json");
    assertThat(refused.getContentAsString()).contains("urn:tierline:problem:too-many-requests");
  }

  @Test
  void anotherClientIsNotTouched() throws Exception {
    asClient("a");
    for (int i = 0; i <= BURST; i++) {
      send("/v1/things");
    }
    asClient("b");

    assertThat(send("/v1/things").getStatus()).isEqualTo(200);
  }

  @Test
  void anAddressHoldsSoManyClients() throws Exception {
    for (int i = 0; i < 2 * BURST; i++) {
      asClient("client " + i);
      assertThat(send("/v1/things").getStatus()).isEqualTo(200);
    }
    SecurityContextHolder.clearContext();

    assertThat(send("/open/seller").getStatus()).isEqualTo(429);
  }

  @Test
  void whoWatchesIsNotCounted() throws Exception {
    for (int i = 0; i < 3 * BURST; i++) {
      assertThat(send("/actuator/health").getStatus()).isEqualTo(200);
    }
  }

  private MockHttpServletResponse send(String path) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    ofAddresses.doFilter(
        request, response, (_, _) -> ofClients.doFilter(request, response, new MockFilterChain()));
    return response;
  }

  private static void asClient(String id) {
    Jwt token =
        new Jwt(
            "token",
            Instant.now(),
            Instant.now().plusSeconds(60),
            Map.of("alg", "none"),
            Map.of("sub", id));
    SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
  }
}
