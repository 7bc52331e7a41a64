package io.tierline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.tierline.messaging.ParcelEvent.ParcelMoved;
import io.tierline.messaging.ParcelEvent.ParcelMovedWithMore;
import io.tierline.messaging.ParcelEvent.ParcelPaid;
import io.tierline.messaging.ParcelEvent.ParcelTeleported;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** From a commit to an effect, on a real database and a real broker. */
class OutboxToInboxTest extends BusTest {

  @Autowired Outbox outbox;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcTemplate jdbc;

  private final String parcel = "parcel-" + UUID.randomUUID();

  @Test
  @DisplayName("What is committed acts, in order, once")
  void whatIsCommittedActs() {
    for (int step = 1; step <= 20; step++) {
      say(new ParcelMoved(parcel, step));
    }

    await()
        .untilAsserted(
            () ->
                assertThat(effectsOf(parcel))
                    .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList()));
    await().untilAsserted(() -> assertThat(rowsOf(parcel)).isZero());
  }

  @Test
  @DisplayName("What is said at once acts in its order, though it takes several statements")
  void whatIsSaidAtOnceActsInOrder() {
    String other = parcel + "-other";
    String halfAMegabyte = "rain ".repeat(100_000);
    List<OutgoingMessage> said = new ArrayList<>();
    for (int step = 1; step <= 10; step++) {
      said.add(message(new ParcelMovedWithMore(parcel, step, halfAMegabyte)));
      said.add(new OutgoingMessage(ParcelEvent.TOPIC, other, null, new ParcelMoved(other, step)));
    }

    transactions.executeWithoutResult(_ -> outbox.appendAll(said));

    for (String key : List.of(parcel, other)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(effectsOf(key))
                      .isEqualTo(
                          IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList()));
    }
  }

  @Test
  @DisplayName("A transaction that rolls back says nothing and leaves no hole in the order")
  void whatIsRolledBackIsNeverSaid() {
    say(new ParcelMoved(parcel, 1));
    transactions.executeWithoutResult(
        status -> {
          outbox.append(message(new ParcelMoved(parcel, 99)));
          status.setRollbackOnly();
        });
    say(new ParcelMoved(parcel, 2));

    await().untilAsserted(() -> assertThat(effectsOf(parcel)).isEqualTo(List.of("1", "2")));
  }

  @Test
  void anAppendOutsideATransactionIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> outbox.append(message(new ParcelMoved(parcel, 1))));
  }

  @Test
  @DisplayName("Unknown types are skipped and unknown fields ignored, without a hole in the order")
  void readersAreTolerant() {
    Instant paidAt = Instant.parse("2026-11-21T10:00:00.123456Z");
    say(new ParcelMoved(parcel, 1));
    say(new ParcelTeleported(parcel));
    say(new ParcelMovedWithMore(parcel, 3, "rain"));
    say(new ParcelPaid(parcel, Money.parse("USD 380.00"), paidAt));

    await()
        .untilAsserted(
            () ->
                assertThat(effectsOf(parcel))
                    .isEqualTo(List.of("1", "3", "USD 380.00 at " + paidAt)));
  }

  private void say(Object body) {
    transactions.executeWithoutResult(_ -> outbox.append(message(body)));
  }

  private OutgoingMessage message(Object body) {
    return new OutgoingMessage(ParcelEvent.TOPIC, parcel, "1001", body);
  }
}
