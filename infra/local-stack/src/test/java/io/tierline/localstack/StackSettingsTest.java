package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackSettingsTest {

  /** The operator's secret is in the source: nobody on the network may use it. */
  @ParameterizedTest
  @ValueSource(strings = {"onboarding", "pricing", "ordering", "notification"})
  void everyServiceListensOnTheLoopbackAddressOnly(String service) {
    Map<String, Object> settings = StackSettings.of(service, new Addresses(9000));

    assertThat(settings).containsEntry("server.address", "127.0.0.1");
  }
}
