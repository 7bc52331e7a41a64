package io.tierline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Business time that runs with the machine's and can be put forward, never back. All services of
 * the local stack follow it; what is deployed has no such thing. The offset survives restarts.
 */
final class AdvanceableClock extends Clock {

  private final InstantSource machine;
  private final ZoneId zone;
  private final Path file;
  private volatile Duration offset;

  private AdvanceableClock(InstantSource machine, ZoneId zone, Path file, Duration offset) {
    this.machine = machine;
    this.zone = zone;
    this.file = file;
    this.offset = offset;
  }

  /**
   * @param file where the offset is kept
   * @param beginning what the clock shows where no offset is kept yet
   */
  static AdvanceableClock open(Path file, Instant beginning) {
    InstantSource machine = InstantSource.system();
    try {
      if (Files.exists(file)) {
        Duration kept = Duration.parse(Files.readString(file).strip());
        return new AdvanceableClock(machine, ZoneOffset.UTC, file, kept);
      }
      AdvanceableClock clock =
          new AdvanceableClock(
              machine, ZoneOffset.UTC, file, Duration.between(machine.instant(), beginning));
      clock.keep();
      return clock;
    } catch (IOException e) {
      throw new UncheckedIOException("The clock's offset cannot be read: " + file, e);
    }
  }

  /**
   * @throws IllegalArgumentException when that lies in the past
   */
  synchronized void advanceTo(Instant instant) {
    Instant now = instant();
    if (instant.isBefore(now)) {
      throw new IllegalArgumentException(
          "Business time is %s already and never goes back to %s: give a later moment."
              .formatted(now, instant));
    }
    offset = Duration.between(machine.instant(), instant);
    keep();
  }

  private void keep() {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, offset + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The clock's offset cannot be kept: " + file, e);
    }
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    AdvanceableClock here = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return here.instant();
      }

      @Override
      public ZoneId getZone() {
        return other;
      }

      @Override
      public Clock withZone(ZoneId another) {
        return here.withZone(another);
      }
    };
  }
}
