package io.tierline.onboarding.calendar.jooq;

import static io.tierline.onboarding.db.Tables.BUSINESS_CALENDAR;
import static io.tierline.onboarding.db.Tables.BUSINESS_HOLIDAY;
import static io.tierline.onboarding.db.Tables.SELLER;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import io.tierline.onboarding.calendar.BusinessCalendar;
import io.tierline.onboarding.calendar.BusinessCalendars;
import io.tierline.onboarding.calendar.PublishedCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** {@link BusinessCalendars} over {@code business_calendar} and {@code business_holiday}. */
public class JooqBusinessCalendars implements BusinessCalendars {

  private final DSLContext sql;

  public JooqBusinessCalendars(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public BusinessCalendar named(String id) {
    return fetch(BUSINESS_CALENDAR.CALENDAR_ID.eq(id)).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no business calendar " + id));
  }

  @Override
  public List<BusinessCalendar> inUse() {
    return fetch(
        BUSINESS_CALENDAR.CALENDAR_ID.in(
            select(SELLER.CALENDAR_ID).from(SELLER).where(SELLER.PARENT_ID.isNull())));
  }

  private List<BusinessCalendar> fetch(Condition which) {
    return sql.select(
            BUSINESS_CALENDAR.CALENDAR_ID,
            BUSINESS_CALENDAR.TIME_ZONE.convertFrom(ZoneId::of),
            BUSINESS_CALENDAR.WEEKEND.convertFrom(JooqBusinessCalendars::days),
            multiset(
                    select(BUSINESS_HOLIDAY.DAY)
                        .from(BUSINESS_HOLIDAY)
                        .where(BUSINESS_HOLIDAY.CALENDAR_ID.eq(BUSINESS_CALENDAR.CALENDAR_ID)))
                .convertFrom(rows -> Set.<LocalDate>copyOf(rows.getValues(BUSINESS_HOLIDAY.DAY))),
            BUSINESS_CALENDAR.COVERED_TO)
        .from(BUSINESS_CALENDAR)
        .where(which)
        .fetch(
            row ->
                new BusinessCalendar(
                    row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
  }

  @Override
  public void publish(PublishedCalendar calendar) {
    String weekend = calendar.weekend().stream().sorted().map(Enum::name).collect(joining(" "));
    sql.insertInto(BUSINESS_CALENDAR)
        .set(BUSINESS_CALENDAR.CALENDAR_ID, calendar.id())
        .set(BUSINESS_CALENDAR.NAME, calendar.name())
        .set(BUSINESS_CALENDAR.TIME_ZONE, calendar.zone().getId())
        .set(BUSINESS_CALENDAR.WEEKEND, weekend)
        .set(BUSINESS_CALENDAR.COVERED_TO, calendar.coveredTo())
        .onConflict(BUSINESS_CALENDAR.CALENDAR_ID)
        .doUpdate()
        .set(BUSINESS_CALENDAR.NAME, calendar.name())
        .set(BUSINESS_CALENDAR.TIME_ZONE, calendar.zone().getId())
        .set(BUSINESS_CALENDAR.WEEKEND, weekend)
        .set(BUSINESS_CALENDAR.COVERED_TO, calendar.coveredTo())
        .execute();
    sql.deleteFrom(BUSINESS_HOLIDAY)
        .where(BUSINESS_HOLIDAY.CALENDAR_ID.eq(calendar.id()))
        .execute();
    var insert =
        sql.insertInto(
            BUSINESS_HOLIDAY,
            BUSINESS_HOLIDAY.CALENDAR_ID,
            BUSINESS_HOLIDAY.DAY,
            BUSINESS_HOLIDAY.NAME,
            BUSINESS_HOLIDAY.SOURCE);
    for (PublishedCalendar.Holiday holiday : calendar.holidays()) {
      insert = insert.values(calendar.id(), holiday.day(), holiday.name(), holiday.source());
    }
    if (!calendar.holidays().isEmpty()) {
      insert.execute();
    }
  }

  private static Set<DayOfWeek> days(String names) {
    return Arrays.stream(names.split(" ")).map(DayOfWeek::valueOf).collect(toUnmodifiableSet());
  }
}
