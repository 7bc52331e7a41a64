package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.margin.FollowCosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The README's tour does what it says: its blocks run in one bash with curl, against this service.
 * What the local stack brings beside it (tokens, the clock, the passing of time) is told by the
 * test.
 */
@EnabledIf("theShellIsThere")
class ReadmeHttpTest extends OnRealServers {

  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Duration AT_MOST = Duration.ofMinutes(4);

  /**
   * Each answer's status goes to a file; what else is asked for is taken from the environment. Of a
   * stream that is followed for a while one line is enough, and it may take its time.
   */
  private static final String AROUND =
      """
      curl() {
        case "$*" in
          *oauth2/token*) echo "{\\"access_token\\":\\"$ITS_TOKEN\\"}" ;;
          */clock) echo "$ITS_TIME" ;;
          *--max-time*) service "$@" --max-time 60 | head -n 1 ;;
          *) service "$@" ;;
        esac
      }
      service() {
        command curl -w '%{stderr}%{http_code} %{method} %{url}\\n' "${@//localhost:8082/$ITS_SERVICE}" 2>>statuses
      }
      sleep() { touch waiting; while [ -e waiting ]; do command sleep 0.05; done; }
      """;

  @Autowired private FollowCosts followCosts;
  @TempDir private Path folder;

  static boolean theShellIsThere() {
    return Stream.of("/bin/bash", "/usr/bin/curl")
        .allMatch(tool -> Files.isExecutable(Path.of(tool)));
  }

  @Test
  @DisplayName("every command of the README is answered with success")
  void everyCommandWorks() throws Exception {
    String tour = blocks();
    Files.writeString(folder.resolve("tour.sh"), AROUND + tour);
    Process bash = start();
    long end = System.nanoTime() + AT_MOST.toNanos();
    while (!bash.waitFor(50, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > end) {
        bash.destroy();
      }
      if (Files.exists(folder.resolve("waiting"))) {
        timePasses();
        Files.delete(folder.resolve("waiting"));
      }
    }
    String output = Files.readString(folder.resolve("output"));

    assertThat(bash.exitValue()).as(output).isZero();
    assertThat(output).doesNotContain("tour.sh: line");
    List<String> statuses = Files.readAllLines(folder.resolve("statuses"));
    assertThat(statuses).as(output).hasSizeGreaterThanOrEqualTo(60);
    assertThat(statuses).as(output).allMatch(status -> status.matches("(2\\d\\d|304) .*"));
    assertThat(statuses)
        .as("a list that has not changed")
        .anyMatch(line -> line.startsWith("304 "));
    assertThat(output)
        .contains("\"termsVersion\":2")
        .contains("\"agreedTermsVersion\":1")
        .contains("\"marginAfter\"")
        .contains("\"origin\":\"PROPOSAL\"");
  }

  /** Those of the tour: the first ones build and start the service. */
  private static String blocks() throws IOException {
    String text = Files.readString(Path.of("README.md"));
    return BLOCK
        .matcher(text)
        .results()
        .map((MatchResult block) -> block.group(1))
        .filter(block -> !block.startsWith("./mvnw"))
        .collect(Collectors.joining("\n"));
  }

  private Process start() throws IOException {
    SellerId seller = anOperator();
    ProcessBuilder bash =
        new ProcessBuilder("bash", "tour.sh")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    bash.environment()
        .put(
            "ITS_TOKEN",
            bearer(seller, "prices.read", "prices.write", "operator").replace("Bearer ", ""));
    bash.environment().put("ITS_TIME", clock.instant().toString());
    bash.environment().put("ITS_SERVICE", "localhost:" + service().getPort());
    return bash.start();
  }

  /** Costs have been quiet for long enough. */
  private void timePasses() {
    clock.advance(Duration.ofSeconds(15));
    SellerScope.inBackground(
        () -> {
          while (followCosts.follow(
              (seller, cause) -> {
                throw cause;
              })) {
            // the next round
          }
        });
  }
}
