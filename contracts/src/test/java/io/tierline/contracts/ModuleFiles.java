package io.tierline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this module that are checked in next to the code. */
final class ModuleFiles {

  private static final Path MODULE = Path.of(System.getProperty("contracts.folder", "."));
  private static final boolean UPDATE = System.getProperty("contracts.update") != null;

  private ModuleFiles() {}

  static boolean areUpdated() {
    return UPDATE;
  }

  /** Compares with the file as it is checked in, or writes it when asked to. */
  static void hasBeenGenerated(String path, String content) {
    if (UPDATE) {
      write(path, content);
    }
    assertThat(exists(path) ? read(path) : "")
        .as(
            "%s is generated from the records and has not been since they changed: run"
                + " ./mvnw -pl contracts test -Dcontracts.update and look at the difference",
            path)
        .isEqualTo(content);
  }

  static boolean exists(String path) {
    return Files.exists(MODULE.resolve(path));
  }

  static String read(String path) {
    try {
      return Files.readString(MODULE.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + path, e);
    }
  }

  static void write(String path, String content) {
    try {
      Files.createDirectories(MODULE.resolve(path).toAbsolutePath().getParent());
      Files.writeString(MODULE.resolve(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not write " + path, e);
    }
  }

  /** The files below a folder, seen from the module; none when it does not exist. */
  static List<String> below(String folder) {
    try (Stream<Path> files = Files.walk(MODULE.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> MODULE.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not look into " + folder, e);
    }
  }

  static void remove(String path) {
    try {
      Files.delete(MODULE.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not remove " + path, e);
    }
  }
}
