package io.tierline.onboarding.calendar;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A calendar as it is published: holidays with their names and the list they come from. */
public record PublishedCalendar(
    String id,
    String name,
    ZoneId zone,
    Set<DayOfWeek> weekend,
    LocalDate coveredTo,
    List<Holiday> holidays) {

  public PublishedCalendar {
    weekend = Set.copyOf(weekend);
    holidays = List.copyOf(holidays);
  }

  /**
   * @param source the official list that says so
   */
  public record Holiday(LocalDate day, String name, String source) {}

  public BusinessCalendar rules() {
    return new BusinessCalendar(
        id,
        zone,
        weekend,
        holidays.stream().map(Holiday::day).collect(toUnmodifiableSet()),
        coveredTo);
  }

  /**
   * Reads the lines {@code calendar,id,name,zone,weekend,last day covered} (once) and {@code
   * holiday,day,name,source}; lines that begin with {@code #} are comments.
   *
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  public static PublishedCalendar parse(String file, List<String> lines) {
    @Nullable PublishedCalendar head = null;
    List<Holiday> holidays = new ArrayList<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split(",", -1);
      try {
        switch (cells[0]) {
          case "calendar" -> head = head(cells);
          case "holiday" ->
              holidays.add(new Holiday(LocalDate.parse(cells[1]), cells[2], cells[3]));
          default -> throw new IllegalArgumentException("unknown kind of line " + cells[0]);
        }
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("%s, line %d cannot be read".formatted(file, number), e);
      }
    }
    if (head == null) {
      throw new IllegalArgumentException(file + " has no line that begins with 'calendar,'");
    }
    return new PublishedCalendar(
        head.id, head.name, head.zone, head.weekend, head.coveredTo, holidays);
  }

  private static PublishedCalendar head(String[] cells) {
    Set<DayOfWeek> weekend =
        Arrays.stream(cells[4].split(" ")).map(DayOfWeek::valueOf).collect(toUnmodifiableSet());
    return new PublishedCalendar(
        cells[1], cells[2], ZoneId.of(cells[3]), weekend, LocalDate.parse(cells[5]), List.of());
  }
}
