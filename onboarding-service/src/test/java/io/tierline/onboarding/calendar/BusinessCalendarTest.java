package io.tierline.onboarding.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.onboarding.Calendars;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("ON-6 Business days")
class BusinessCalendarTest {

  private final BusinessCalendar plain = Calendars.plain();

  @ParameterizedTest(name = "E8 {0} plus {1} is {2}")
  @CsvSource({
    // signed up Friday afternoon: the weekend does not count
    "2026-12-18T15:00:00Z, 2, 2026-12-22T15:00:00Z",
    // verified Tuesday: Christmas Day and the weekend do not count
    "2026-12-22T15:00:00Z, 3, 2026-12-28T15:00:00Z",
    "2026-12-22T15:00:00Z, 5, 2026-12-30T15:00:00Z"
  })
  void skipsWeekendsAndHolidays(Instant from, int days, Instant expected) {
    assertThat(plain.plusBusinessDays(from, days)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} plus {1} is {2}")
  @CsvSource({
    "2026-12-19T10:00:00Z, 1, 2026-12-22T00:00:00Z", // Saturday counts from Monday's first minute
    "2026-12-20T23:59:59Z, 1, 2026-12-22T00:00:00Z", // so does Sunday
    "2026-12-25T09:00:00Z, 2, 2026-12-30T00:00:00Z", // and a holiday, here a Friday
    "2026-12-18T23:59:59Z, 1, 2026-12-21T23:59:59Z", // at night
    "2026-12-21T00:00:00Z, 1, 2026-12-22T00:00:00Z", // at the first minute of a business day
    "2026-12-31T12:00:00Z, 1, 2027-01-04T12:00:00Z", // over New Year's Day and a weekend
    "2026-12-19T10:00:00Z, 0, 2026-12-19T10:00:00Z" // no days are no time
  })
  void startsOnTheNextBusinessDayWhenSignedUpOnADayOff(Instant from, int days, Instant expected) {
    assertThat(plain.plusBusinessDays(from, days)).isEqualTo(expected);
  }

  @Test
  void countsInTheOperatorsZone() {
    BusinessCalendar tokyo = Calendars.japan();

    // Friday 16:00 UTC is Saturday 01:00 in Tokyo; Monday the 21st and Tuesday the 22nd are
    // business days.
    assertThat(tokyo.plusBusinessDays(Instant.parse("2026-12-18T16:00:00Z"), 2))
        .isEqualTo(Instant.parse("2026-12-22T15:00:00Z"));
    // Sunday 15:30 UTC is Monday 00:30 in Tokyo.
    assertThat(tokyo.plusBusinessDays(Instant.parse("2026-12-20T15:30:00Z"), 1))
        .isEqualTo(Instant.parse("2026-12-21T15:30:00Z"));
  }

  @Test
  void keepsTheHourWhenSummerTimeBegins() {
    BusinessCalendar berlin =
        new BusinessCalendar(
            "de",
            ZoneId.of("Europe/Berlin"),
            Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            Set.of(),
            LocalDate.parse("2026-12-31"));

    assertThat(berlin.plusBusinessDays(Instant.parse("2026-03-27T14:00:00Z"), 1))
        .isEqualTo(Instant.parse("2026-03-30T13:00:00Z"));
  }

  @Test
  void knowsJapansSubstituteAndCitizensHolidays() {
    BusinessCalendar japan = Calendars.japan();

    assertThat(japan.isBusinessDay(LocalDate.parse("2026-05-06"))).as("振替休日").isFalse();
    assertThat(japan.isBusinessDay(LocalDate.parse("2026-09-22"))).as("国民の休日").isFalse();
    assertThat(japan.isBusinessDay(LocalDate.parse("2027-03-22"))).as("振替休日").isFalse();
    assertThat(japan.holidays().stream().filter(day -> day.getYear() == 2026)).hasSize(18);
    assertThat(japan.holidays().stream().filter(day -> day.getYear() == 2027)).hasSize(17);
  }

  @Test
  void knowsSingaporesMondaysInLieu() {
    BusinessCalendar singapore = Calendars.singapore();

    assertThat(singapore.isBusinessDay(LocalDate.parse("2026-06-01"))).isFalse();
    assertThat(singapore.isBusinessDay(LocalDate.parse("2026-08-10"))).isFalse();
    assertThat(singapore.isBusinessDay(LocalDate.parse("2026-11-09"))).isFalse();
    assertThat(singapore.isBusinessDay(LocalDate.parse("2026-11-10"))).isTrue();
  }

  @Test
  void saysHowFarItsListGoes() {
    BusinessCalendar singapore = Calendars.singapore();

    assertThat(singapore.covers(Instant.parse("2026-12-31T15:59:59Z"))).isTrue();
    assertThat(singapore.covers(Instant.parse("2026-12-31T16:00:00Z"))).isFalse();
  }

  @Test
  void refusesACalendarWithoutBusinessDays() {
    assertThatThrownBy(
            () ->
                new BusinessCalendar(
                    "none",
                    ZoneId.of("UTC"),
                    Set.of(DayOfWeek.values()),
                    Set.of(),
                    LocalDate.parse("2026-12-31")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheLineItCannotRead() {
    assertThatThrownBy(
            () ->
                PublishedCalendar.parse(
                    "x.csv",
                    List.of("calendar,x,X,UTC,SUNDAY,2026-12-31", "holiday,31-12-2026,X,Y")))
        .hasMessageContaining("x.csv, line 2");
  }
}
