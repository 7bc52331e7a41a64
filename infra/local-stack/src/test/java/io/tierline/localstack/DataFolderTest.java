package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path folder;

  @Test
  void aFolderInUseIsRefusedWithASentenceThatNamesAWayOut() {
    try (DataFolder held = DataFolder.open(folder, DataFolder.Earlier.KEEP)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> DataFolder.open(folder, DataFolder.Earlier.KEEP))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("in use")
          .hasMessageContaining("--data");
    }
  }

  @Test
  void aFolderOfAnotherVersionIsRefusedAndLeftAsItIs() throws Exception {
    Files.writeString(folder.resolve("FORMAT"), "tierline-local 0, postgresql 17\n");
    Path kept = Files.writeString(folder.resolve("clock"), "PT1H\n");

    assertThatThrownBy(() -> DataFolder.open(folder, DataFolder.Earlier.KEEP))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("postgresql 17")
        .hasMessageContaining("--empty");
    assertThat(kept).exists();
  }

  @Test
  void emptyRemovesWhatTheStackKeptAndNothingElse() throws Exception {
    Files.writeString(folder.resolve("FORMAT"), "tierline-local 0, postgresql 17\n");
    Path ofTheStack = Files.writeString(folder.resolve("clock"), "PT1H\n");
    Path ofThePerson = Files.writeString(folder.resolve("notes.txt"), "mine");

    try (DataFolder opened = DataFolder.open(folder, DataFolder.Earlier.REMOVE)) {
      assertThat(opened).isNotNull();
      assertThat(ofTheStack).doesNotExist();
      assertThat(ofThePerson).exists();
    }
  }

  @Test
  void aReleasedFolderCanBeTakenAgain() {
    DataFolder.open(folder, DataFolder.Earlier.KEEP).close();
    try (DataFolder again = DataFolder.open(folder, DataFolder.Earlier.KEEP)) {
      assertThat(again.toString()).isEqualTo(folder.toString());
    }
  }
}
