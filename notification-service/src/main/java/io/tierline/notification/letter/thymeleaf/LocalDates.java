package io.tierline.notification.letter.thymeleaf;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Moments as people write them, in their language and time zone (domain.md NO-4). */
record LocalDates(Locale locale, ZoneId zone) {

  String day(Instant moment) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(locale)
        .format(moment.atZone(zone));
  }

  /** With time and zone: a last day that ends at 09:00 is not a whole day. */
  String moment(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    String time =
        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(local);
    String zoneName = DateTimeFormatter.ofPattern("zzzz", locale).format(local);
    return day(moment) + " " + time + " (" + zoneName + ")";
  }
}
