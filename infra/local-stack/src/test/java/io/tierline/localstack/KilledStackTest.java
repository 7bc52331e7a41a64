package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside {@link LocalStackTest}, so that both run at once: most of their time is four starts. */
@Tag("servers")
class KilledStackTest {

  @TempDir private Path data;

  @Test
  @DisplayName("ON-2 OR-3 NO-1: a stack that was killed in its story recovers and tells the rest")
  void theStoryGoesOnWhereItWasKilled() throws Exception {
    int port = StackProcess.freeRow();
    try (StackProcess cutOff = StackProcess.start(data, port)) {
      cutOff.awaitLine("c. Business days pass");
      cutOff.kill();
    }
    try (StackProcess recovered = StackProcess.start(data, port)) {
      recovered.awaitLine("Up until Ctrl-C");
      assertThat(recovered.output()).contains("g. 30 days before expiry");
      assertThat(recovered.stop()).isEqualTo(143);
      recovered.awaitLine("Stopped.");
    }
  }
}
