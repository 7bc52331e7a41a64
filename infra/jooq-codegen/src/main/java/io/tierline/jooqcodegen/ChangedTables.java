package io.tierline.jooqcodegen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jooq.Constants;
import org.jooq.codegen.JavaGenerator;
import org.jooq.meta.Database;

/**
 * Generates when anything that the classes are made of differs from the last time, by content: a
 * migration, jOOQ, or the build's settings. Else no PostgreSQL is started.
 *
 * <p>Property of the database, besides those of {@link MigratedPostgresDatabase}: {@code settings},
 * the file that says how to generate.
 */
public final class ChangedTables extends JavaGenerator {

  private static final String STAMP = "made-from.sha256";

  @Override
  public void generate(Database database) {
    Path stamp = Path.of(getTargetDirectory(), STAMP);
    try {
      String now = fingerprint(database.getProperties());
      if (Files.exists(stamp) && Files.readString(stamp).equals(now)) {
        return;
      }
      // What is killed half-way is made anew.
      Files.deleteIfExists(stamp);
      super.generate(database);
      Files.writeString(stamp, now);
    } catch (IOException e) {
      throw new UncheckedIOException("What tables are generated from could not be read", e);
    }
  }

  private static String fingerprint(Properties properties) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(Path.of(properties.getProperty("settings")));
    try (Stream<Path> migrations = Files.list(Path.of(properties.getProperty("migrations")))) {
      migrations.sorted().forEach(files::add);
    }
    MessageDigest digest = sha256();
    digest.update(Constants.FULL_VERSION.getBytes(UTF_8));
    for (Path file : files) {
      digest.update(file.getFileName().toString().getBytes(UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
