package io.tierline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.messaging.ParcelEvent.ParcelMoved;
import io.tierline.messaging.parking.ParkedKey;
import io.tierline.messaging.parking.ParkedRecord;
import io.tierline.messaging.parking.ParkedRecord.Reason;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.Replay;
import io.tierline.messaging.parking.ReplayParkedKey;
import io.tierline.testsupport.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A consumer that starts when the log has lost its beginning. */
class LateReaderTest extends BusTest {

  @Autowired Inbox inbox;
  @Autowired ParkedRecords parked;
  @Autowired TransactionTemplate transactions;

  private final String topic = "bus.expiring-" + UUID.randomUUID();
  private final String consumer = "bus.late-" + UUID.randomUUID();
  private final List<Integer> steps = new ArrayList<>();

  @Test
  @DisplayName("Where records expired, an aggregate begins with the first that is left")
  void itStartsWithWhatIsLeft() throws Exception {
    String key = "late-" + UUID.randomUUID();
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestServers.broker().bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(topic, 4, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
      List<ProducerRecord<String, byte[]>> records =
          IntStream.rangeClosed(1, 6)
              .mapToObj(step -> RawTopic.message(topic, key, step, new ParcelMoved(key, step)))
              .toList();
      for (ProducerRecord<String, byte[]> record : records) {
        RawTopic.write(record);
      }
      TopicPartition partition = new TopicPartition(topic, records.getFirst().partition());
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }

    RawTopic.read(topic).forEach(this::receive);

    assertThat(steps).containsExactly(4, 5, 6);
    ParkedKey.Name name = new ParkedKey.Name(consumer, topic, key);
    assertThat(parked.waiting(name, 10)).isEmpty();

    // What comes after all, and later ones, wait for a person.
    RawTopic.write(RawTopic.message(topic, key, 3, new ParcelMoved(key, 3)));
    RawTopic.write(RawTopic.message(topic, key, 7, new ParcelMoved(key, 7)));
    RawTopic.read(topic).forEach(this::receive);

    assertThat(steps).containsExactly(4, 5, 6);
    assertThat(parked.waiting(name, 10))
        .extracting(ParkedRecord::reason)
        .containsExactly(Reason.LATE, Reason.BEHIND);

    new ReplayParkedKey(parked, this::receive, Runnable::run, transactions)
        .replay(name, Replay.Gaps.STOP, "a person");

    assertThat(steps).containsExactly(4, 5, 6, 3, 7);
  }

  private void receive(ConsumerRecord<String, byte[]> record) {
    inbox.once(consumer, record, ParcelMoved.class, moved -> steps.add(moved.step()));
  }
}
