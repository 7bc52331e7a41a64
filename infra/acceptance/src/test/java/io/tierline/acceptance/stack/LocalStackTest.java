package io.tierline.acceptance.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.testsupport.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

  @TempDir private Path data;

  @Test
  @DisplayName("ON-2 PR-16 OR-3 NO-1: the story is told whatever is killed, and told once")
  void theStoryIsToldWhateverIsKilledAndToldOnce() throws Exception {
    int port = freeRow();
    try (StackProcess cutOff = StackProcess.start(data, port)) {
      cutOff.awaitLine("c. Business days pass");
      cutOff.kill();
    }
    try (StackProcess recovered = StackProcess.start(data, port)) {
      recovered.awaitLine("Up until Ctrl-C");
      assertThat(recovered.says("g. 30 days before expiry")).as(recovered.output()).isTrue();

      try (StackProcess second = StackProcess.start(data, freeRow())) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).contains("is in use by another Tierline").contains("--data");
      }
      recovered.kill();
    }
    try (StackProcess again = StackProcess.start(data, port)) {
      again.awaitLine("Up until Ctrl-C");
      assertThat(again.output())
          .contains("The story was played at an earlier start")
          .doesNotContain("a. The operator");
      assertThat(again.stop()).isEqualTo(143);
      again.awaitLine("Stopped.");
    }
  }

  @Test
  void aPortInUseIsToldInOneSentence() throws Exception {
    int port = freeRow();
    try (ServerSocket taken = new ServerSocket(port + 3, 1, InetAddress.getLoopbackAddress());
        StackProcess stack = StackProcess.start(data, port)) {
      assertThat(stack.exitCode()).isEqualTo(1);
      assertThat(stack.output())
          .contains("Port %d is in use".formatted(taken.getLocalPort()))
          .contains("--port");
    }
  }

  @Test
  void aFolderOfAnotherVersionIsToldInOneSentence() throws Exception {
    Files.writeString(data.resolve("FORMAT"), "tierline-local 0, postgresql 17, kafka 3\n");
    try (StackProcess stack = StackProcess.start(data, freeRow())) {
      assertThat(stack.exitCode()).isEqualTo(1);
      assertThat(stack.output()).contains("another version").contains("--empty");
    }
  }

  /** A base below the ports that the system gives to clients, so that its neighbours stay free. */
  private static int freeRow() {
    return 10_000 + Ports.free() % 10_000;
  }
}
