package io.tierline.kit.shop;

import io.tierline.kit.identity.OpenPaths;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;

/** A small service with which the kit is tried. */
@SpringBootApplication
public class ShopService {

  @Bean
  OpenPaths legacyPaths() {
    return OpenPaths.of("/open/**");
  }

  @Bean
  NewTopic deliveries() {
    return new NewTopic("kit.delivery", 1, (short) 1);
  }

  @KafkaListener(id = "deliveries", topics = "kit.delivery", groupId = "kit")
  void delivered(ConsumerRecord<String, byte[]> delivery) {}
}
