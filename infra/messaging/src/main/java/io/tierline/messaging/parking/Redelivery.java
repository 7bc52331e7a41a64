package io.tierline.messaging.parking;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gives a record to the listeners of its topic once more. */
@FunctionalInterface
public interface Redelivery {

  void deliver(ConsumerRecord<String, byte[]> record);
}
