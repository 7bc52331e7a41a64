package io.tierline.localstack;

import io.tierline.testsupport.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./run}: everything on this machine, and the story played on it. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    version = "Tierline 0.1.0",
    sortOptions = false,
    description = {
      "Starts Tierline on this machine: PostgreSQL, Kafka, a mail sink and the four services, plays the story once and stays up until Ctrl-C.",
      "What it writes is kept in the data folder and found again at the next start; the story is then not played again."
    })
public final class LocalStack implements Callable<Integer> {

  /** The day on which the story begins; see {@link Story}. */
  private static final Instant BUSINESS_TIME_BEGINS = Instant.parse("2026-12-18T09:00:00Z");

  private static final int DEFAULT_PORT = 8080;

  private static final String LOGGING = "io/tierline/localstack/logback.xml";

  @Option(
      names = "--once",
      description =
          "Play the story in a temporary folder, then stop; the exit code tells whether it went well. The folder is kept when it did not.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + DEFAULT_PORT,
      description = "First of nine neighbouring ports (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where data is kept (default: .tierline, beside this program).")
  private @Nullable Path data;

  @Option(names = "--empty", description = "Remove the data of earlier starts first.")
  private boolean empty;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private volatile boolean told;
  private final CountDownLatch stopped = new CountDownLatch(1);

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new LocalStack());
    command.setExecutionExceptionHandler(
        (error, line, result) -> {
          line.getErr().println(sentenceOf(error));
          return 1;
        });
    System.exit(command.execute(arguments));
  }

  private static String sentenceOf(Exception error) {
    return error instanceof StartRefused || error instanceof Story.StepFailed
        ? String.valueOf(error.getMessage())
        : "Tierline stopped because of something it did not expect: " + error;
  }

  @Override
  public Integer call() throws Exception {
    Instant begun = Instant.now();
    Addresses addresses = new Addresses(port);
    DataFolder dataFolder =
        DataFolder.open(folder(), empty ? DataFolder.Earlier.REMOVE : DataFolder.Earlier.KEEP);
    Thread stopper = new Thread(() -> stop(dataFolder), "stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    try {
      addresses.requireFree();
      Story story = start(dataFolder, addresses, begun);
      if (story.isToldAlready()) {
        out.println(
            "The story was played at an earlier start: its data is all there (--empty begins afresh).");
      } else {
        story.tell();
        told = true;
      }
      if (!once) {
        out.println();
        String prices =
            "./prices --seller %s --to sub_reseller%s"
                .formatted(
                    StackSettings.OPERATOR_ID, port == DEFAULT_PORT ? "" : " --port " + port);
        out.println("Prices live, in another terminal: " + prices);
        out.println("Change one of them, in a third:   " + prices + " --set io=39.00");
        out.println("Up until Ctrl-C. Everything in one place: " + Addresses.url(addresses.base()));
        stopped.await();
      }
      return 0;
    } finally {
      stop(dataFolder);
    }
  }

  private Path folder() throws IOException {
    if (once) {
      return Files.createTempDirectory("tierline-once");
    }
    // ./run changes to its own folder; what a person names is meant from where that person is.
    return data == null
        ? Path.of(".tierline")
        : Path.of(System.getProperty("tierline.called-from", "")).resolve(data);
  }

  private Story start(DataFolder folder, Addresses addresses, Instant begun) throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Path logFile = logs.resolve("tierline.log");
    // Before the first logger is made.
    System.setProperty("LOG_FILE", logFile.toString());
    System.setProperty("logback.configurationFile", LOGGING);
    // Four contexts that each set the one logging up would cut each other short.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    out.println("Data in " + folder + ", log in " + logFile);
    LocalPostgres postgres =
        step(
            "PostgreSQL 18",
            () ->
                LocalPostgres.start(
                    folder.resolve("postgres"),
                    logs.resolve("postgres.log"),
                    addresses.postgres()));
    EmbeddedBroker broker =
        step(
            "Kafka broker", () -> EmbeddedBroker.start(folder.resolve("kafka"), addresses.kafka()));
    MailSink mails =
        step("Mail sink", () -> MailSink.start(folder.resolve("mail"), addresses.smtp()));
    AdvanceableClock clock = AdvanceableClock.open(folder.resolve("clock"), BUSINESS_TIME_BEGINS);
    step("Console", () -> Console.start(addresses, clock, mails));
    step(
        "onboarding, pricing, ordering, notification",
        () ->
            Services.start(
                new Services.Surroundings(
                    addresses, postgres, broker.bootstrapServers(), clock, logFile)));
    out.printf("Ready after %.1f s.%n%n", millisSince(begun) / 1000.0);
    Story story =
        new Story(
            new Story.Stage(
                addresses, clock, mails, broker.bootstrapServers(), folder.resolve("story.json")),
            out);
    running.push(story);
    return story;
  }

  private <T extends AutoCloseable> T step(String what, Callable<T> start) {
    Instant begun = Instant.now();
    try {
      T started = start.call();
      running.push(started);
      out.printf("  %-48s %5d ms%n", what, millisSince(begun));
      return started;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new StartRefused("%s did not start: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static long millisSince(Instant since) {
    return Duration.between(since, Instant.now()).toMillis();
  }

  private synchronized void stop(DataFolder folder) {
    if (stopped.getCount() == 0) {
      return;
    }
    boolean anything = !running.isEmpty();
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        out.println("Stopping " + part.getClass().getSimpleName() + " failed: " + e);
      }
    }
    if (once && (told || !anything)) {
      folder.delete();
    } else {
      folder.close();
      if (once) {
        out.println("Data and logs are kept in " + folder + ".");
      }
    }
    if (anything) {
      out.println("Stopped.");
    }
    stopped.countDown();
  }
}
