package io.tierline.notification;

import static io.tierline.notification.World.OPERATOR;
import static io.tierline.notification.World.OPERATOR_NAME;
import static io.tierline.notification.World.PARTNER;
import static io.tierline.notification.World.SUB_RESELLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.tierline.contracts.ordering.CustomerEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.notification.directory.Customer;
import io.tierline.notification.directory.Seller;
import io.tierline.notification.notice.ClaimNotice;
import io.tierline.notification.notice.DeliverNotices;
import io.tierline.notification.notice.DeliverWith;
import io.tierline.notification.notice.Handover;
import io.tierline.notification.notice.Postbox;
import io.tierline.notification.reminder.PlanReminders;
import io.tierline.notification.reminder.RenewalTerm;
import io.tierline.notification.reminder.WatchedDomain;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class ReminderTest extends NotificationTest {

  /** Noon in Tokyo. */
  private static final Instant NOON = Instant.parse("2027-03-01T03:00:00Z");

  private static final long ORDER = 500_101;
  private static final long CUSTOMER = 20_101;
  private static final String ADDRESS = "customer" + CUSTOMER + "@customer.example";

  @Autowired PlanReminders planReminders;
  @Autowired DeliverNotices deliverNotices;
  @Autowired ClaimNotice claimNotice;
  @Autowired Postbox postbox;
  @Autowired ApplicationContext service;

  @BeforeEach
  void itIsNoonAndTheSellersAreKnown() {
    clock.set(NOON);
    know(World.operator());
    know(World.partner());
    know(World.subReseller());
  }

  @Test
  @DisplayName(
      "NO-1 NO-4 A Japanese reminder comes from the seller's name, and the operator is named nowhere")
  void aJapaneseReminderComesFromTheSellersName() throws Exception {
    know(World.japaneseCustomer(CUSTOMER, SUB_RESELLER));
    know(World.domain(ORDER, SUB_RESELLER, CUSTOMER, inDays(30)));

    round.run();

    MimeMessage mail = mailsTo(ADDRESS).getFirst();
    InternetAddress from = (InternetAddress) mail.getFrom()[0];
    assertThat(from.getPersonal()).isEqualTo("さくら商店");
    assertThat(from.getAddress()).isEqualTo("reminders@" + NEUTRAL_DOMAIN);
    assertThat(((InternetAddress) mail.getReplyTo()[0]).getAddress())
        .isEqualTo("reply@sakura.example");
    assertThat(mail.getSubject()).isEqualTo("【更新のお願い】example500101.comの更新期限は2027年3月31日です");
    assertThat(mail.getHeader("Message-ID")[0]).endsWith("@" + NEUTRAL_DOMAIN + ">");
    assertThat(mail.getContentLanguage()).containsExactly("ja");
    assertThat(part(mail, 0))
        .contains("山田 花子 様", "2027年3月31日 12:00 (日本標準時)", "support@sakura.example");
    assertThat(part(mail, 1)).contains("lang=\"ja\"", "#0a7cff", "https://sakura.example/logo.png");

    String everything =
        GreenMailUtil.getWholeMessage(mail) + part(mail, 0) + part(mail, 1) + mail.getSubject();
    assertThat(everything)
        .doesNotContainIgnoringCase(OPERATOR_NAME)
        .doesNotContainIgnoringCase("grandroot")
        .doesNotContainIgnoringCase("髙橋")
        .doesNotContainIgnoringCase("takahashi")
        .doesNotContainIgnoringCase("tierline")
        .doesNotContainIgnoringCase("unsubscribe");
    assertThat(GreenMailUtil.getWholeMessage(mail)).contains("From: =?UTF-8?");
  }

  @Test
  @DisplayName("NO-3 One reminder per domain, expiry and stage, however many rounds there are")
  void oneReminderHoweverManyRounds() {
    aDomainDueIn(30);
    for (int i = 0; i < 5; i++) {
      round.run();
    }
    assertThat(mails()).hasSize(1);
    clock.set(NOON.plus(Duration.ofDays(20)));
    round.run();
    round.run();
    assertThat(mails()).hasSize(2);
    clock.set(NOON.plus(Duration.ofDays(31)));
    round.run();
    round.run();
    assertThat(mails()).hasSize(3);
    clock.set(NOON.plus(Duration.ofDays(300)));
    round.run();
    assertThat(mails()).hasSize(3);
  }

  @Test
  @DisplayName("NO-1 A customer of the operator itself hears from the operator")
  void aCustomerOfTheOperatorHearsFromTheOperator() throws Exception {
    know(World.japaneseCustomer(CUSTOMER, OPERATOR));
    know(World.domain(ORDER, OPERATOR, CUSTOMER, inDays(30)));
    round.run();
    assertThat(((InternetAddress) mails().getFirst().getFrom()[0]).getPersonal())
        .isEqualTo(OPERATOR_NAME);
  }

  @Test
  @DisplayName(
      "NO-3 A domain known before its customer and seller waits for them and loses nothing")
  void factsInAnyOrderLoseNothing() {
    sql("truncate seller");
    know(World.domain(ORDER, SUB_RESELLER, CUSTOMER, inDays(30)));
    round.run();
    know(World.japaneseCustomer(CUSTOMER, SUB_RESELLER));
    round.run();
    assertThat(mails()).isEmpty();
    know(World.subReseller());
    round.run();
    assertThat(mailsTo(ADDRESS)).hasSize(1);
  }

  @Test
  @DisplayName("NO-4 At night it is queued, and sent in the morning")
  void atNightItIsQueuedAndSentInTheMorning() {
    clock.set(NOON.plus(Duration.ofHours(10)));
    DomainEvent.DomainRegistered domain = aDomainDueIn(31);
    round.run();
    assertThat(stateOf(domain.orderId())).isEqualTo("QUEUED");
    clock.set(Instant.parse("2027-03-01T23:59:59Z"));
    round.run();
    assertThat(mails()).isEmpty();
    clock.set(Instant.parse("2027-03-02T00:00:00Z"));
    round.run();
    assertThat(mails()).hasSize(1);
  }

  @Test
  @DisplayName("NO-4 In the last night of its window it does not wait for the morning")
  void inTheLastNightItDoesNotWait() {
    clock.set(NOON.plus(Duration.ofHours(10)));
    know(World.japaneseCustomer(CUSTOMER, SUB_RESELLER));
    know(
        World.domain(
            ORDER, SUB_RESELLER, CUSTOMER, clock.instant().plus(Duration.ofHours(26 * 24 + 3))));
    round.run();
    assertThat(mails()).hasSize(1);
  }

  @Test
  @DisplayName("NO-3 Renewed while its reminder was queued: it gets none")
  void renewedWhileQueuedGetsNone() {
    clock.set(NOON.plus(Duration.ofHours(10)));
    DomainEvent.DomainRegistered domain = aDomainDueIn(31);
    round.run();
    know(World.renewed(domain, clock.instant()));
    clock.set(NOON.plus(Duration.ofDays(1)));
    round.run();
    assertThat(mails()).isEmpty();
    assertThat(stateOf(domain.orderId())).isEqualTo("SUPPRESSED");
    assertThat(queryOne("select reason from notice")).isEqualTo("renewed");
  }

  @Test
  @DisplayName("NO-3 Transferred away while its reminder was queued: it gets none")
  void transferredAwayGetsNone() {
    clock.set(NOON.plus(Duration.ofHours(10)));
    DomainEvent.DomainRegistered domain = aDomainDueIn(31);
    round.run();
    inBackground(
        () -> {
          domains.forget(domain.orderId(), clock.instant());
          return true;
        });
    clock.set(NOON.plus(Duration.ofDays(1)));
    round.run();
    assertThat(mails()).isEmpty();
    assertThat(queryOne("select reason from notice")).isEqualTo("transferred away");
  }

  @Test
  @DisplayName("NO-3 A renewed domain is reminded again in its next term")
  void aRenewedDomainIsRemindedInItsNextTerm() {
    DomainEvent.DomainRegistered domain = aDomainDueIn(30);
    round.run();
    know(World.renewed(domain, NOON));
    round.run();
    clock.set(NOON.plus(Duration.ofDays(365)));
    round.run();
    assertThat(mails()).hasSize(2);
  }

  @Test
  @DisplayName("NO-3 The mail server is away and comes back: sent once")
  void theMailServerIsAwayAndComesBack() {
    DomainEvent.DomainRegistered domain = aDomainDueIn(30);
    stopMailServer();
    round.run();
    roundsUntil(() -> Integer.parseInt(queryOne("select attempts from notice")) >= 2);
    assertThat(stateOf(domain.orderId())).isEqualTo("AWAITING_RETRY");
    startMailServer();
    roundsUntil(() -> stateOf(domain.orderId()).equals("SENT"));
    round.run();
    assertThat(mails()).hasSize(1);
    assertThat(queryOne("select unclear_attempts from notice")).isEqualTo("0");
  }

  @Test
  @DisplayName("NO-3 A whole window was missed: sent late while it is of use, and kept as late")
  void aMissedWindowIsMadeUpFor() {
    aDomainDueIn(20);
    round.run();
    assertThat(mails()).hasSize(1);
    assertThat(queryOne("select settled_at > closes_at from notice")).isEqualTo("t");
  }

  @Test
  @DisplayName("NO-3 What could not be sent while it was of use is kept as missed, and told")
  void whatCouldNotBeSentInTimeIsKeptAsMissed() {
    DomainEvent.DomainRegistered domain = aDomainDueIn(30);
    stopMailServer();
    round.run();
    clock.set(NOON.plus(Duration.ofDays(21)));
    roundsUntil(() -> stateOf(domain.orderId()).equals("FAILED"));
    assertThat(queryOne("select reason from notice where stage = 'ONE_MONTH_BEFORE'"))
        .startsWith("missed");
    startMailServer();
    roundsUntil(() -> mails().size() == 1);
  }

  @Test
  @DisplayName("NO-3 Died before handing over: sent once")
  void diedBeforeHandingOverSentOnce() {
    aDomainDueIn(30);
    SellerScope.inBackground(() -> planReminders.planBatch(NOON, 10));
    dieWhile(
        _ -> {
          throw new Died();
        });
    letTheLeaseRunOut();
    round.run();
    roundsUntil(() -> queryOne("select state from notice").equals("SENT"));
    assertThat(mails()).hasSize(1);
  }

  @Test
  @DisplayName(
      "NO-3 Died between the server's answer and the commit: not lost; the copy has the same Message-ID")
  void diedBetweenAnswerAndCommit() throws Exception {
    aDomainDueIn(30);
    SellerScope.inBackground(() -> planReminders.planBatch(NOON, 10));
    dieWhile(
        mail -> {
          assertThat(postbox.handOver(mail)).isInstanceOf(Handover.Accepted.class);
          throw new Died();
        });
    assertThat(queryOne("select state from notice")).isEqualTo("SENDING");
    round.run();
    assertThat(mails()).as("while the lease lasts nobody else sends it").hasSize(1);
    letTheLeaseRunOut();
    roundsUntil(() -> queryOne("select state from notice").equals("SENT"));
    assertThat(mails()).hasSize(2);
    assertThat(mails().get(0).getMessageID()).isEqualTo(mails().get(1).getMessageID());
    assertThat(queryOne("select unclear_attempts from notice")).isEqualTo("1");
    round.run();
    assertThat(mails()).hasSize(2);
  }

  @Test
  @DisplayName("NO-3 A success that is told after the lease ran out still counts")
  void aSuccessToldAfterTheLeaseStillCounts() {
    aDomainDueIn(30);
    SellerScope.inBackground(() -> planReminders.planBatch(NOON, 10));
    DeliverNotices slow =
        DeliverWith.postbox(
            service,
            mail -> {
              letTheLeaseRunOut();
              // Another instance takes it back, but has not sent it yet.
              SellerScope.inBackground(() -> claimNotice.claimNext(NOON));
              return postbox.handOver(mail);
            });
    SellerScope.inBackground(() -> slow.deliver(1));
    assertThat(queryOne("select state from notice")).isEqualTo("SENT");
    round.run();
    assertThat(mails()).hasSize(1);
  }

  @Test
  @DisplayName("NO-3 A renewal that is being written while its reminder is claimed is waited for")
  void aRenewalThatIsBeingWrittenIsWaitedFor() throws Exception {
    DomainEvent.DomainRegistered domain = aDomainDueIn(30);
    SellerScope.inBackground(() -> planReminders.planBatch(NOON, 10));
    try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> sending =
          inBackground(
              () -> {
                know(World.renewed(domain, NOON));
                Future<Integer> started =
                    sender.submit(() -> SellerScope.inBackground(() -> deliverNotices.deliver(1)));
                Awaitility.await()
                    .until(
                        () ->
                            !queryOne("select count(*) from pg_locks where not granted")
                                .equals("0"));
                return started;
              });
      sending.get();
    }
    assertThat(mails()).isEmpty();
    assertThat(stateOf(domain.orderId())).isEqualTo("SUPPRESSED");
  }

  @Test
  @DisplayName("NO-3 Outcomes that stay unclear are given up and told, not repeated for ever")
  void unclearOutcomesAreGivenUp() {
    aDomainDueIn(30);
    SellerScope.inBackground(() -> planReminders.planBatch(NOON, 10));
    DeliverNotices cutOff =
        DeliverWith.postbox(service, _ -> new Handover.Unclear("the line was cut"));
    Awaitility.await()
        .until(
            () -> {
              SellerScope.inBackground(() -> cutOff.deliver(1));
              return queryOne("select state from notice").equals("FAILED");
            });
    assertThat(queryOne("select reason from notice")).startsWith("unconfirmed");
    assertThat(queryOne("select unclear_attempts from notice")).isEqualTo("3");
  }

  @Test
  @DisplayName("NO-3 Several instances at once share the work and send each reminder once")
  void severalInstancesSendEachOnce() throws Exception {
    know(World.japaneseCustomer(CUSTOMER, SUB_RESELLER));
    for (long order = ORDER; order < ORDER + 60; order++) {
      know(World.domain(order, SUB_RESELLER, CUSTOMER, inDays(30)));
    }
    try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int instance = 0; instance < 4; instance++) {
        running.add(
            instances.submit(
                () ->
                    SellerScope.inBackground(
                        () -> {
                          planReminders.planBatch(NOON, 20);
                          return deliverNotices.deliver(1000);
                        })));
      }
      for (Future<Integer> instance : running) {
        instance.get();
      }
    }
    round.run();
    Set<String> ids = new TreeSet<>();
    for (MimeMessage mail : mails()) {
      ids.add(mail.getMessageID());
    }
    assertThat(mails()).hasSize(60);
    assertThat(ids).hasSize(60);
  }

  @Test
  @DisplayName("NO-4 A language nobody wrote letters in falls back to the seller's")
  void anUnknownLanguageFallsBackToTheSellers() throws Exception {
    know(
        new CustomerEvent.CustomerRegistered(
            World.japaneseCustomer(CUSTOMER, SUB_RESELLER).customerId(),
            SUB_RESELLER,
            "Chloé",
            ADDRESS,
            "fr",
            "FR",
            "Not/AZone",
            NOON));
    know(World.domain(ORDER, SUB_RESELLER, CUSTOMER, inDays(30)));
    clock.set(NOON.plus(Duration.ofHours(9)));
    round.run();
    assertThat(mails().getFirst().getSubject()).contains("更新のお願い");
  }

  @Test
  @DisplayName("NO-1 A customer that another seller claims as its own is not written to")
  void aCustomerOfAnotherSellerIsNotWrittenTo() {
    know(World.japaneseCustomer(CUSTOMER, PARTNER));
    know(World.domain(ORDER, SUB_RESELLER, CUSTOMER, inDays(30)));
    round.run();
    assertThat(mails()).isEmpty();
  }

  private DomainEvent.DomainRegistered aDomainDueIn(int days) {
    DomainEvent.DomainRegistered domain = World.domain(ORDER, SUB_RESELLER, CUSTOMER, inDays(days));
    know(World.japaneseCustomer(CUSTOMER, SUB_RESELLER));
    know(domain);
    return domain;
  }

  private static Instant inDays(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  /** One attempt that ends like a killed process: nothing after it happens. */
  private void dieWhile(Postbox handingOver) {
    DeliverNotices mortal = DeliverWith.postbox(service, handingOver);
    assertThatThrownBy(() -> SellerScope.inBackground(() -> mortal.deliver(1)))
        .isInstanceOf(Died.class);
  }

  private static void letTheLeaseRunOut() {
    sql(
        "update notice set lease_until = clock_timestamp() - interval '1 second' where state = 'SENDING'");
  }

  private static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  private static String part(MimeMessage mail, int index) throws Exception {
    BodyPart part = ((MimeMultipart) mail.getContent()).getBodyPart(index);
    return (String) part.getContent();
  }

  private void know(PartnerEvent.OperatorEstablished operator) {
    keep(
        new Seller(
            operator.sellerId(),
            null,
            operator.company(),
            null,
            null,
            operator.language(),
            operator.brand(),
            new Seller.Standing.Active()));
  }

  private void know(PartnerEvent.PartnerSignedUp partner) {
    keep(
        new Seller(
            partner.sellerId(),
            partner.parentId(),
            partner.company(),
            partner.contactEmail(),
            partner.country(),
            partner.language(),
            partner.brand(),
            new Seller.Standing.Active()));
  }

  private void keep(Seller seller) {
    inBackground(
        () -> {
          sellers.keep(seller);
          return true;
        });
  }

  private void know(CustomerEvent.CustomerRegistered customer) {
    inBackground(
        () -> {
          customers.keep(
              new Customer(
                  customer.customerId(),
                  customer.sellerId(),
                  customer.name(),
                  customer.email(),
                  customer.language(),
                  customer.country(),
                  customer.timeZone()));
          return true;
        });
  }

  private void know(DomainEvent.DomainRegistered domain) {
    watch(domain, domain.expiresAt(), domain.lastDayToRenew());
  }

  private void know(DomainEvent.DomainRenewed domain) {
    watch(domain, domain.expiresAt(), domain.lastDayToRenew());
  }

  private void watch(DomainEvent domain, Instant expiresAt, Instant lastDayToRenew) {
    inBackground(
        () -> {
          domains.watch(
              new WatchedDomain.Held(
                  domain.orderId(),
                  domain.sellerId(),
                  domain.customerId(),
                  domain.domainName(),
                  new RenewalTerm(expiresAt, lastDayToRenew, domain.occurredAt())));
          return true;
        });
  }
}
