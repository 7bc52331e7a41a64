package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

  @TempDir private Path folder;
  @TempDir private Path programs;

  @Test
  void aPostgresOfAnotherFolderIsLeftAlone() throws Exception {
    assertThat(leftAliveWith(programs)).isTrue();
  }

  @Test
  void aPostgresOfThisFolderIsStopped() throws Exception {
    assertThat(leftAliveWith(folder)).isFalse();
  }

  /** Whether a program called postgres, started on that folder, outlives the look for leftovers. */
  private boolean leftAliveWith(Path data) throws Exception {
    Path postgres = Files.copy(Path.of("/bin/sh"), programs.resolve("postgres"));
    Process running =
        new ProcessBuilder(
                postgres.toString(), "-c", "while :; do sleep 1; done", "-D", data.toString())
            .start();
    try {
      Files.writeString(folder.resolve("postmaster.pid"), running.pid() + "\n" + folder + "\n");

      LocalPostgres.stopLeftover(folder);

      assertThat(folder.resolve("postmaster.pid")).doesNotExist();
      return !running.waitFor(1, TimeUnit.SECONDS);
    } finally {
      running.destroyForcibly();
    }
  }
}
