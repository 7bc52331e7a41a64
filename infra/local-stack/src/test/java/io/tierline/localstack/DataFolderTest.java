package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(DataFolder.Earlier.class)
  void aFolderOfSomebodyElseIsRefusedAndLeftAsItIs(DataFolder.Earlier earlier) throws Exception {
    Path mail = Files.createDirectory(folder.resolve("mail"));
    Path letter = Files.writeString(mail.resolve("letter.eml"), "Dear reader");

    assertThatThrownBy(() -> DataFolder.open(folder, earlier))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("--data");
    assertThat(letter).exists();
    assertThat(folder.resolve("FORMAT")).doesNotExist();
  }

  @Test
  void aReleasedFolderCanBeTakenAgain() {
    DataFolder.open(folder, DataFolder.Earlier.KEEP).close();
    try (DataFolder again = DataFolder.open(folder, DataFolder.Earlier.KEEP)) {
      assertThat(again.toString()).isEqualTo(folder.toString());
    }
  }
}
