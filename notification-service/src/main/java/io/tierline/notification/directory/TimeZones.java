package io.tierline.notification.directory;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time zones as people give them. */
public final class TimeZones {

  private TimeZones() {}

  /** UTC where the name is none we know: a wrong name must not keep a reminder from going out. */
  public static ZoneId orUtc(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
