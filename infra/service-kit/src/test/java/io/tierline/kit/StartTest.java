package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.shop.Things;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.testsupport.TokenIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ShopTest
class StartTest {

  @Autowired Things things;
  @LocalServerPort int port;

  @Test
  void starts() throws Exception {
    SellerScope.asSeller("1001", () -> things.add(1001, "tea"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : new String[]{"/v1/things", "/v1/nothing", "/actuator/health", "/v3/api-docs", "/actuator/prometheus", "/swagger-ui/index.html"}) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", TokenIssuer.shared().bearer("1001", "things.read"))
                    .build(),
                BodyHandlers.ofString());
        System.out.println(path + " " + answer.statusCode() + " " + answer.headers().firstValue("content-type") + " " + answer.body().substring(0, Math.min(400, answer.body().length())));
      }
      assertThat(things.namesWithoutTransaction()).isEmpty();
    }
  }
}
