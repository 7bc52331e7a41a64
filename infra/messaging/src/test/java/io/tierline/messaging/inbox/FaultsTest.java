package io.tierline.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class FaultsTest {

  @Test
  void aRollbackOnADeadConnectionPassesByItselfAndParksNothing() {
    assertThat(
            Faults.isTransient(
                new TransactionSystemException(
                    "JDBC rollback failed", new SQLException("Connection is closed"))))
        .isTrue();
  }

  @Test
  void aRefusalOfTheEffectsDoesNotPassByItself() {
    assertThat(Faults.isTransient(new IllegalStateException("No shelf is free"))).isFalse();
  }

  @Test
  void onlyWhatIsWrongWithTheNetworkPassesByItself() {
    assertThat(Faults.isTransient(new UncheckedIOException(new ConnectException("refused"))))
        .isTrue();
    assertThat(Faults.isTransient(new UncheckedIOException(new IOException("Not in GZIP format"))))
        .isFalse();
  }
}
