package io.tierline.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.notification.DeliveryEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.testsupport.TestServers;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** From other services' facts on the bus to mail, and to our own facts on the bus. */
class EventsTest extends NotificationTest {

  private static final Instant NOON = Instant.parse("2028-03-01T03:00:00Z");
  private static final AtomicLong IDS = new AtomicLong(700_000);

  @Autowired KafkaListenerEndpointRegistry listeners;

  @Test
  @DisplayName("NO-3 Facts out of order across topics, then all of them again: one reminder")
  void factsOutOfOrderAndAgainGiveOneReminder() throws Exception {
    clock.set(NOON);
    long id = IDS.incrementAndGet();
    String address = "customer" + id + "@customer.example";
    Bus bus = bus();
    DomainEvent.DomainRegistered domain =
        World.domain(id, partnerOf(id), id, NOON.plus(Duration.ofDays(30)));
    bus.publish(domain);
    roundsUntil(() -> queryOne("select count(*) from watched_domain").equals("1"));
    bus.publish(World.japaneseCustomer(id, partnerOf(id)));
    roundsUntil(() -> queryOne("select count(*) from customer").equals("1"));
    assertThat(mailsTo(address)).isEmpty();
    bus.publish(partner(id, "さくら商店"));
    roundsUntil(() -> mailsTo(address).size() == 1);

    bus.redeliverEverything();
    bus.publish(
        new PartnerEvent.BrandChanged(partnerOf(id), World.brand("桜ドメイン", "s.example"), NOON));
    roundsUntil(() -> queryOne("select brand_name from seller").equals("桜ドメイン"));
    round.run();
    assertThat(mailsTo(address)).hasSize(1);

    bus.publish(World.renewed(domain, NOON));
    roundsUntil(() -> queryOne("select expires_at > '2029-01-01' from watched_domain").equals("t"));
    clock.set(NOON.plus(Duration.ofDays(366)));
    roundsUntil(() -> mailsTo(address).size() == 2);
    assertThat(((InternetAddress) mailsTo(address).get(1).getFrom()[0]).getPersonal())
        .isEqualTo("桜ドメイン");
  }

  @Test
  @DisplayName("NO-3 After a standstill facts come first: who renewed meanwhile gets no reminder")
  void afterAStandstillFactsComeFirst() {
    clock.set(NOON.minus(Duration.ofDays(10)));
    long id = IDS.incrementAndGet();
    Bus bus = bus();
    DomainEvent.DomainRegistered domain =
        World.domain(id, partnerOf(id), id, NOON.plus(Duration.ofDays(30)));
    bus.publish(partner(id, "さくら商店"), World.japaneseCustomer(id, partnerOf(id)), domain);
    roundsUntil(
        () ->
            queryOne("select count(*) from watched_domain, customer, seller").equals("1")
                && knowledge.isCurrent());

    MessageListenerContainer domainListener = domainListener();
    domainListener.stop();
    bus.publish(World.renewed(domain, NOON));
    clock.set(NOON);
    for (int i = 0; i < 5; i++) {
      round.run();
    }
    assertThat(mailsTo("customer" + id + "@")).isEmpty();
    domainListener.start();
    roundsUntil(() -> queryOne("select expires_at > '2029-01-01' from watched_domain").equals("t"));
    round.run();
    assertThat(mailsTo("customer" + id + "@")).isEmpty();
    assertThat(queryOne("select count(*) from notice where order_id is not null")).isEqualTo("0");
  }

  private MessageListenerContainer domainListener() {
    return listeners.getListenerContainers().stream()
        .filter(listener -> "notification.domains".equals(listener.getGroupId()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("NO-6 A partner hears of its signup and activation from its parent, in its language")
  void aPartnerHearsOfItsSignupFromItsParent() throws Exception {
    long id = IDS.incrementAndGet();
    Bus bus = bus();
    clock.set(World.SIGNED_UP);
    long parent = IDS.incrementAndGet();
    bus.publish(partner(parent, "髙橋ドメイン①"));
    PartnerEvent.PartnerSignedUp child = partner(id, "さくら商店");
    bus.publish(
        new PartnerEvent.PartnerSignedUp(
            child.sellerId(),
            partnerOf(parent),
            child.plan(),
            child.company(),
            "child" + id + "@partner.example",
            child.country(),
            "ja",
            child.currency(),
            child.brand(),
            child.expectedActiveFrom(),
            child.expectedActiveBy(),
            child.occurredAt()));
    roundsUntilLater(() -> mailsTo("child" + id + "@").size() == 1);
    assertThat(
            ((InternetAddress) mailsTo("child" + id + "@").getFirst().getFrom()[0]).getPersonal())
        .isEqualTo("髙橋ドメイン①");
    assertThat(mailsTo("child" + id + "@").getFirst().getSubject()).contains("受け付けました");

    Money hundred = Money.of(CurrencyUnit.USD, 100);
    bus.publish(
        new PartnerEvent.PartnerActivated(
            partnerOf(id),
            partnerOf(parent),
            "BASIC",
            "USD",
            hundred,
            hundred,
            hundred,
            clock.instant()));
    roundsUntilLater(() -> mailsTo("child" + id + "@").size() == 2);
  }

  @Test
  @DisplayName("ON-4 NO-6 A rejected applicant is told, and of nothing else")
  void aRejectedApplicantIsTold() throws Exception {
    long id = IDS.incrementAndGet();
    Bus bus = bus();
    clock.set(World.SIGNED_UP);
    long parent = IDS.incrementAndGet();
    bus.publish(partner(parent, "髙橋ドメイン①"));
    PartnerEvent.PartnerSignedUp child = partner(id, "さくら商店");
    bus.publish(
        new PartnerEvent.PartnerSignedUp(
            child.sellerId(),
            partnerOf(parent),
            child.plan(),
            child.company(),
            "rejected" + id + "@partner.example",
            child.country(),
            "ja",
            child.currency(),
            child.brand(),
            child.expectedActiveFrom(),
            child.expectedActiveBy(),
            child.occurredAt()),
        new PartnerEvent.PartnerRejected(
            partnerOf(id), partnerOf(parent), "stolen card", null, World.SIGNED_UP));
    Awaitility.await()
        .until(
            () ->
                queryOne("select status from seller where seller_id = " + id).equals("REJECTED")
                    && queryOne("select count(*) from notice where partner_id = " + id)
                        .equals("2"));
    roundsUntilLater(() -> mailsTo("rejected" + id + "@").size() == 1);
    var mail = mailsTo("rejected" + id + "@").getFirst();
    assertThat(mail.getSubject()).contains("審査結果");
    assertThat(new String(mail.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .doesNotContain("stolen");
    assertThat(
            queryOne(
                "select state from notice where kind = 'signup-received' and partner_id = " + id))
        .isEqualTo("SUPPRESSED");
  }

  @Test
  @DisplayName("NO-7 The fate of a notice is told on the bus")
  void theFateOfANoticeIsTold() {
    clock.set(NOON);
    long id = IDS.incrementAndGet();
    bus()
        .publish(
            partner(id, "さくら商店"),
            World.japaneseCustomer(id, partnerOf(id)),
            World.domain(id, partnerOf(id), id, NOON.plus(Duration.ofDays(30))));
    roundsUntil(() -> mailsTo("customer" + id + "@").size() == 1);
    String noticeId = queryOne("select notice_id from notice where order_id = " + id);
    List<String> told = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.subscribe(List.of(DeliveryEvent.TOPIC));
      Awaitility.await()
          .until(
              () -> {
                for (ConsumerRecord<String, String> record :
                    consumer.poll(Duration.ofMillis(100))) {
                  if (noticeId.equals(record.key())) {
                    told.add(
                        new String(
                                record.headers().lastHeader("ce_type").value(),
                                StandardCharsets.UTF_8)
                            + record.value());
                  }
                }
                return !told.isEmpty();
              });
    }
    assertThat(told).hasSize(1);
    assertThat(told.getFirst())
        .startsWith("notice.sent.v1")
        .contains("\"subject\":\"order/" + id + "\"", "\"kind\":\"renewal-reminder\"");
  }

  /** As {@link #roundsUntil}, while business time goes on: news waits by business time. */
  private void roundsUntilLater(BooleanSupplier condition) {
    roundsUntil(
        () -> {
          clock.set(clock.instant().plus(Duration.ofMinutes(1)));
          return condition.getAsBoolean();
        });
  }

  private static SellerId partnerOf(long id) {
    return new SellerId(id);
  }

  private static PartnerEvent.PartnerSignedUp partner(long id, String name) {
    PartnerEvent.PartnerSignedUp like = World.subReseller();
    return new PartnerEvent.PartnerSignedUp(
        partnerOf(id),
        like.parentId(),
        like.plan(),
        like.company(),
        like.contactEmail(),
        like.country(),
        like.language(),
        like.currency(),
        World.brand(name, "sakura.example"),
        like.expectedActiveFrom(),
        like.expectedActiveBy(),
        like.occurredAt());
  }

  private static KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", TestServers.broker().bootstrapServers(),
            "group.id", UUID.randomUUID().toString(),
            "auto.offset.reset", "earliest"),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
