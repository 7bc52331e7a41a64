package io.tierline.onboarding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.card.CardCalls;
import io.tierline.onboarding.card.RunCardCalls;
import io.tierline.onboarding.certificate.RunCertificateSetups;
import io.tierline.onboarding.signup.AskForVerdicts;
import io.tierline.onboarding.signup.WatchHolds;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at what is due, in real time and often; what is due is decided by the business clock.
 * Several instances share the work: rows are taken with {@code for update skip locked}.
 */
@Component
class Schedules {

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
  private static final String DELAY = "${tierline.poll.delay:500ms}";

  private final RunCardCalls runCardCalls;
  private final AskForVerdicts askForVerdicts;
  private final RunCertificateSetups runCertificateSetups;
  private final WatchHolds watchHolds;
  private final CalendarWatch calendarWatch;
  private final CardCalls cardCalls;
  private final Clock clock;
  private final int batchMax;
  private final AtomicLong oldestCallSeconds = new AtomicLong();

  @SuppressWarnings("TooManyParameters")
  Schedules(
      RunCardCalls runCardCalls,
      AskForVerdicts askForVerdicts,
      RunCertificateSetups runCertificateSetups,
      WatchHolds watchHolds,
      CalendarWatch calendarWatch,
      CardCalls cardCalls,
      Clock clock,
      MeterRegistry meters,
      OnboardingSettings settings) {
    this.runCardCalls = runCardCalls;
    this.askForVerdicts = askForVerdicts;
    this.runCertificateSetups = runCertificateSetups;
    this.watchHolds = watchHolds;
    this.calendarWatch = calendarWatch;
    this.cardCalls = cardCalls;
    this.clock = clock;
    this.batchMax = settings.poll().batchMax();
    Gauge.builder("tierline.card.calls.oldest.age", oldestCallSeconds, AtomicLong::doubleValue)
        .baseUnit("seconds")
        .description("How long the oldest call to the card processor has been waiting")
        .register(meters);
  }

  @Scheduled(fixedDelayString = DELAY)
  void makeCardCalls() {
    inBackground("card calls", runCardCalls::runDue);
    inBackground(
        "waiting card calls",
        () ->
            oldestCallSeconds.set(
                cardCalls
                    .oldestWaitingSince()
                    .map(since -> Duration.between(since, clock.instant()).toSeconds())
                    .orElse(0L)));
  }

  @Scheduled(fixedDelayString = DELAY)
  void askForVerdicts() {
    inBackground("card verdicts", () -> askForVerdicts.ask(batchMax));
  }

  @Scheduled(fixedDelayString = DELAY)
  void setUpCertificates() {
    inBackground(
        "certificate set-ups",
        () -> {
          // A set-up may take several steps at one moment; the bound keeps one look short.
          int looks = 0;
          while (runCertificateSetups.runDue(batchMax) > 0 && looks < 10) {
            looks++;
          }
        });
  }

  @Scheduled(fixedDelayString = DELAY)
  void watchHolds() {
    inBackground("overdue holds", () -> watchHolds.watch(batchMax));
  }

  @Scheduled(fixedDelayString = "${tierline.poll.calendar-delay:1m}")
  void watchCalendars() {
    inBackground("business calendars", calendarWatch::look);
  }

  private static void inBackground(String what, Runnable work) {
    try {
      SellerScope.inBackground(work);
    } catch (RuntimeException e) {
      LOG.warn("Looking at {} failed; again at the next look", what, e);
    }
  }
}
