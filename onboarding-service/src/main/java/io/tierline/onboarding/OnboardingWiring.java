package io.tierline.onboarding;

import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.ApiKeyEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.audit.jooq.JooqAuditTrail;
import io.tierline.onboarding.bootstrap.EstablishOperator;
import io.tierline.onboarding.bootstrap.jooq.JooqBootstraps;
import io.tierline.onboarding.calendar.BusinessCalendars;
import io.tierline.onboarding.calendar.CalendarAlarm;
import io.tierline.onboarding.calendar.LoadBusinessCalendars;
import io.tierline.onboarding.calendar.jooq.JooqBusinessCalendars;
import io.tierline.onboarding.card.CardCalls;
import io.tierline.onboarding.card.Cards;
import io.tierline.onboarding.card.FinishCardCall;
import io.tierline.onboarding.card.RunCardCalls;
import io.tierline.onboarding.card.jooq.JooqCardCalls;
import io.tierline.onboarding.card.jooq.JooqSimulatorBook;
import io.tierline.onboarding.card.jooq.JooqVerifiedCards;
import io.tierline.onboarding.card.simulator.SimulatedCards;
import io.tierline.onboarding.card.simulator.SimulatorBook;
import io.tierline.onboarding.certificate.AdvanceCertificateSetup;
import io.tierline.onboarding.certificate.Certificates;
import io.tierline.onboarding.certificate.RunCertificateSetups;
import io.tierline.onboarding.certificate.jooq.JooqCertificateSetups;
import io.tierline.onboarding.certificate.jooq.JooqLocalAuthorityStore;
import io.tierline.onboarding.certificate.local.LocalAuthorityStore;
import io.tierline.onboarding.certificate.local.LocalCertificates;
import io.tierline.onboarding.identity.FindClient;
import io.tierline.onboarding.identity.IssueApiKey;
import io.tierline.onboarding.identity.KeyRing;
import io.tierline.onboarding.identity.ListApiKeys;
import io.tierline.onboarding.identity.RevokeApiKey;
import io.tierline.onboarding.identity.Secret;
import io.tierline.onboarding.identity.http.KeptApiKeyClaims;
import io.tierline.onboarding.identity.jooq.JooqApiKeys;
import io.tierline.onboarding.identity.jooq.JooqSigningKeys;
import io.tierline.onboarding.identity.kafka.OutboxApiKeyEvents;
import io.tierline.onboarding.identity.oauth.AuthorizationServer;
import io.tierline.onboarding.identity.oauth.ServiceClient;
import io.tierline.onboarding.seller.ReviseBrand;
import io.tierline.onboarding.seller.ShowSeller;
import io.tierline.onboarding.seller.jooq.JooqSellers;
import io.tierline.onboarding.seller.kafka.OutboxPartnerEvents;
import io.tierline.onboarding.signup.ActivateOnCertificate;
import io.tierline.onboarding.signup.AdvanceSignup;
import io.tierline.onboarding.signup.AskForVerdicts;
import io.tierline.onboarding.signup.HoldAlerts;
import io.tierline.onboarding.signup.OpenSignup;
import io.tierline.onboarding.signup.Promises;
import io.tierline.onboarding.signup.RenameStorefront;
import io.tierline.onboarding.signup.ReviseOffer;
import io.tierline.onboarding.signup.SettleCardCalls;
import io.tierline.onboarding.signup.ShowOffers;
import io.tierline.onboarding.signup.ShowSignups;
import io.tierline.onboarding.signup.SignupOffer;
import io.tierline.onboarding.signup.SignupSettings;
import io.tierline.onboarding.signup.Signups;
import io.tierline.onboarding.signup.SubmitSignup;
import io.tierline.onboarding.signup.WatchHolds;
import io.tierline.onboarding.signup.http.KeptSignupClaims;
import io.tierline.onboarding.signup.jooq.JooqSignupOffers;
import io.tierline.onboarding.signup.jooq.JooqSignups;
import io.tierline.onboarding.signup.metrics.MeteredCardAlerts;
import io.tierline.onboarding.signup.metrics.MeteredHoldAlerts;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Which adapter serves which port; the features themselves know no Spring. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OnboardingSettings.class)
@EnableScheduling
@Import({
  ActivateOnCertificate.class,
  AdvanceCertificateSetup.class,
  AdvanceSignup.class,
  CalendarAlarm.class,
  EstablishOperator.class,
  FindClient.class,
  FinishCardCall.class,
  IssueApiKey.class,
  JooqApiKeys.class,
  JooqAuditTrail.class,
  JooqBootstraps.class,
  JooqBusinessCalendars.class,
  JooqCardCalls.class,
  JooqCertificateSetups.class,
  JooqLocalAuthorityStore.class,
  JooqSellers.class,
  JooqSigningKeys.class,
  JooqSignupOffers.class,
  JooqSignups.class,
  JooqSimulatorBook.class,
  JooqVerifiedCards.class,
  KeptApiKeyClaims.class,
  KeptSignupClaims.class,
  KeyRing.class,
  ListApiKeys.class,
  LoadBusinessCalendars.class,
  MeteredCardAlerts.class,
  MeteredHoldAlerts.class,
  OpenSignup.class,
  OutboxApiKeyEvents.class,
  OutboxPartnerEvents.class,
  ReviseBrand.class,
  ReviseOffer.class,
  RenameStorefront.class,
  RevokeApiKey.class,
  RunCertificateSetups.class,
  SettleCardCalls.class,
  ShowOffers.class,
  ShowSeller.class,
  ShowSignups.class,
  SubmitSignup.class
})
class OnboardingWiring {

  private static final int PARTITIONS = 4;
  private static final int SCHEDULES = 6;

  @Bean
  SignupSettings signupSettings(OnboardingSettings settings) {
    OnboardingSettings.Signup signup = settings.signup();
    return new SignupSettings(
        new Promises(
            signup.verificationBusinessDays(),
            signup.fundsBusinessDays(),
            signup.certificateBusinessDaysMin(),
            signup.certificateBusinessDaysMax()),
        signup.storefrontDomain(),
        signup.offers().stream().map(OnboardingWiring::offer).toList());
  }

  private static SignupOffer offer(OnboardingSettings.Offer offer) {
    CurrencyUnit currency = CurrencyUnit.of(offer.currency());
    return new SignupOffer(
        offer.plan(),
        Money.of(currency, offer.minimumCredit()),
        Money.of(currency, offer.fee()),
        offer.termsVersion(),
        1);
  }

  @Bean
  Cards cards(
      SimulatorBook book, BusinessCalendars calendars, OnboardingSettings settings, Clock clock) {
    OnboardingSettings.Cards.Simulator simulator = settings.cards().simulator();
    return new SimulatedCards(
        book, () -> calendars.named(simulator.calendar()), simulator.verdictBusinessDays(), clock);
  }

  @Bean
  RunCardCalls runCardCalls(
      CardCalls calls, Cards cards, FinishCardCall finish, OnboardingSettings settings) {
    return new RunCardCalls(calls, cards, finish, settings.poll().batchMax());
  }

  @Bean
  AskForVerdicts askForVerdicts(
      Signups signups, Cards cards, AdvanceSignup advanceSignup, OnboardingSettings settings) {
    return new AskForVerdicts(signups, cards, advanceSignup, settings.poll().verdictPause());
  }

  @Bean
  WatchHolds watchHolds(
      Signups signups,
      AuditTrail audit,
      HoldAlerts alerts,
      Clock clock,
      OnboardingSettings settings) {
    return new WatchHolds(signups, audit, alerts, clock, settings.signup().overdueGrace());
  }

  @Bean
  Certificates certificates(
      LocalAuthorityStore store,
      BusinessCalendars calendars,
      OnboardingSettings settings,
      Clock clock) {
    return new LocalCertificates(
        store, calendars::named, settings.certificates().local().leadBusinessDays(), clock);
  }

  @Bean
  AuthorizationServer.Terms tokenTerms(
      @Value("${tierline.identity.issuer}") String issuer,
      @Value("${tierline.identity.audience:tierline}") String audience,
      OnboardingSettings settings) {
    return new AuthorizationServer.Terms(
        issuer, audience, settings.tokens().validity(), settings.tokens().signingKeyAge());
  }

  /** A bean of its own type, because a list of beans would be taken for all beans of that type. */
  @Bean
  ServiceClient.All serviceClients(OnboardingSettings settings) {
    return new ServiceClient.All(
        settings.serviceClients().stream()
            .map(
                service ->
                    new ServiceClient(
                        service.clientId(),
                        Secret.of(service.clientSecret()),
                        Set.copyOf(service.scopes()),
                        service.seller() == null ? null : new SellerId(service.seller())))
            .toList());
  }

  @Bean
  NewTopic partnerTopic() {
    return topic(PartnerEvent.TOPIC);
  }

  @Bean
  NewTopic apiKeyTopic() {
    return topic(ApiKeyEvent.TOPIC);
  }

  /** Kept for ever: whoever comes later learns from it what there is. */
  private static NewTopic topic(String name) {
    return TopicBuilder.name(name)
        .partitions(PARTITIONS)
        .config(TopicConfig.RETENTION_MS_CONFIG, "-1")
        .build();
  }

  /** A thread for each schedule: on one, a slow card processor would hold up all the others. */
  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(SCHEDULES);
    scheduler.setThreadNamePrefix("onboarding-schedule-");
    return scheduler;
  }

  @Bean
  CalendarWatch calendarWatch(
      CalendarAlarm alarm, MeterRegistry meters, OnboardingSettings settings) {
    return new CalendarWatch(alarm, meters, settings.signup().calendarAlarmDays());
  }
}
