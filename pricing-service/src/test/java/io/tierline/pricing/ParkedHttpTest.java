package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.testsupport.TokenIssuer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** What concerns the installation, and none of the operators that share it. */
class ParkedHttpTest extends OnRealServers {

  @Autowired private Outbox outbox;
  @Autowired private List<NewTopic> topics;

  @Value("${tierline.messaging.watermark-topics}")
  private String[] fenced;

  /** Unreadable: it names no seller. */
  @JsonTypeName("partner.activated.v1")
  record Unreadable(String company) {}

  @Test
  @DisplayName("PR-1: no operator sees or decides what is parked, only the installation's staff")
  void parkedRecordsAreNoOperatorsBusiness() {
    SellerId theirs = anOperator();
    SellerId another = anOperator();
    String company = "Secret partner of " + theirs;
    String key = freshSeller().toString();
    inBackground(
        () -> {
          outbox.append(
              new OutgoingMessage(
                  PartnerEvent.TOPIC, key, theirs.toString(), new Unreadable(company)));
          return key;
        });
    String staff = "Bearer " + TokenIssuer.shared().tokenOf(null).scopes("installation").mint();
    await()
        .untilAsserted(
            () ->
                assertThat(call("GET", "/v1/ops/parked").authorization(staff).ok().toString())
                    .contains(key));

    for (SellerId operator : Set.of(theirs, another)) {
      for (String path : Set.of("/v1/ops/parked", "/v1/ops/parked/1")) {
        assertThat(call("GET", path).as(operator, "operator").send().status()).isEqualTo(403);
      }
      assertThat(
              call("POST", "/v1/ops/parked/replay")
                  .as(operator, "operator")
                  .body(
                      """
                      {"consumer": "pricing.partners", "topic": "%s", "aggregateId": "%s"}
                      """
                          .formatted(PartnerEvent.TOPIC, key))
                  .send()
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  @DisplayName("On every compacted topic a relay that was taken for dead is fenced")
  void everyCompactedTopicIsFenced() {
    Set<String> compacted = new TreeSet<>();
    for (NewTopic topic : topics) {
      if (topic.configs() != null
          && topic
              .configs()
              .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "")
              .contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
        compacted.add(topic.name());
      }
    }
    assertThat(compacted).isNotEmpty().isSubsetOf(Arrays.asList(fenced));
  }
}
