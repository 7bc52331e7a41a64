package io.tierline.onboarding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.onboarding.calendar.CalendarAlarm;
import io.tierline.onboarding.calendar.CalendarAlarm.Coverage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calendars' alarm as a metric and a log line (domain.md ON-6). */
final class CalendarWatch {

  private static final Logger LOG = LoggerFactory.getLogger(CalendarWatch.class);

  private final CalendarAlarm alarm;
  private final MeterRegistry meters;
  private final int alarmDays;
  private final Map<String, Long> daysLeft = new ConcurrentHashMap<>();

  CalendarWatch(CalendarAlarm alarm, MeterRegistry meters, int alarmDays) {
    this.alarm = alarm;
    this.meters = meters;
    this.alarmDays = alarmDays;
  }

  void look() {
    for (Coverage coverage : alarm.coverage()) {
      String id = coverage.calendarId();
      Long before = daysLeft.put(id, coverage.daysLeft());
      if (before == null) {
        Gauge.builder("tierline.calendar.days.left", () -> daysLeft.getOrDefault(id, 0L))
            .description("Days until the last day a business calendar covers")
            .tag("calendar", id)
            .register(meters);
      }
      boolean news = before == null || before != coverage.daysLeft();
      if (news && coverage.daysLeft() < alarmDays) {
        LOG.error(
            "The business calendar {} knows holidays for {} more days only: load the next official"
                + " list, or days will be promised that are days off",
            id,
            coverage.daysLeft());
      }
    }
  }
}
