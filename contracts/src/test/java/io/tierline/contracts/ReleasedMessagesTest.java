package io.tierline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What is released is never edited: somebody out there has it in a log, or reads it with an older
 * program. {@code released.lock} holds a fingerprint of every released schema, and of every golden
 * message, by which today's records prove that they read it.
 */
class ReleasedMessagesTest {

  private static final String LOCK = "released.lock";
  private static final Pattern VERSIONED = Pattern.compile("(.*\\.v)(\\d+)");

  @Test
  void releasedMessagesAreNotEdited() {
    Map<String, String> released = released();
    Map<String, String> current = current();

    assertThat(changes(released, current)).isEmpty();
  }

  @Test
  void everyMessageIsReleasedWithItsFirstCommit() {
    Map<String, String> released = released();
    Map<String, String> next = new TreeMap<>(current());
    next.putAll(released);
    if (ModuleFiles.areUpdated()) {
      ModuleFiles.write(LOCK, written(next));
    }

    assertThat(released().keySet())
        .as(
            "new messages are not in %s yet: run ./mvnw -pl contracts test -Dcontracts.update",
            LOCK)
        .containsAll(current().keySet());
  }

  @Test
  void anEditOfAReleasedMessageIsExplained() {
    assertThat(
            changes(
                Map.of(
                    "order.placed.v1", "aaaa",
                    "order.cancelled.v1", "bbbb",
                    "golden/order.placed.v1/typical.json", "dddd"),
                Map.of("order.placed.v1", "cccc", "golden/order.placed.v1/typical.json", "eeee")))
        .containsExactlyInAnyOrder(
            "order.placed.v1 is released and must not change (its fingerprint was aaaa, is cccc):"
                + " leave it as it was and add order.placed.v2",
            "golden/order.placed.v1/typical.json is released and must not change (its fingerprint"
                + " was dddd, is eeee): leave it as it was and add another beside it",
            "order.cancelled.v1 is released and must not go: readers still meet it in their logs");
  }

  private static List<String> changes(Map<String, String> released, Map<String, String> current) {
    List<String> changes = new ArrayList<>();
    released.forEach(
        (name, fingerprint) -> {
          Optional<String> now = Optional.ofNullable(current.get(name));
          if (now.isEmpty()) {
            changes.add(name + " is released and must not go: readers still meet it in their logs");
          } else if (!now.get().equals(fingerprint)) {
            changes.add(
                "%s is released and must not change (its fingerprint was %s, is %s): leave it as it was and add %s"
                    .formatted(name, fingerprint, now.get(), successor(name)));
          }
        });
    return changes;
  }

  private static String successor(String name) {
    Matcher versioned = VERSIONED.matcher(name);
    return versioned.matches()
        ? versioned.group(1) + (Integer.parseInt(versioned.group(2)) + 1)
        : "another beside it";
  }

  private static Map<String, String> current() {
    Map<String, String> current = new TreeMap<>();
    MessageCatalog.all()
        .forEach(
            message -> current.put(message.name(), sha256(JsonSchemas.of(message).toString())));
    ModuleFiles.below("golden").forEach(path -> current.put(path, sha256(ModuleFiles.read(path))));
    return current;
  }

  private static Map<String, String> released() {
    Map<String, String> released = new TreeMap<>();
    if (ModuleFiles.exists(LOCK)) {
      ModuleFiles.read(LOCK)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> released.put(line.split(" ")[0], line.split(" ")[1]));
    }
    return released;
  }

  private static String written(Map<String, String> fingerprints) {
    StringBuilder lock =
        new StringBuilder("# schema or golden message, SHA-256; lines are added, never changed\n");
    fingerprints.forEach((name, hash) -> lock.append(name).append(' ').append(hash).append('\n'));
    return lock.toString();
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
