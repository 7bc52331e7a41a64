package io.tierline.acceptance.prices;

import io.tierline.testsupport.staleness.Read;
import io.tierline.testsupport.staleness.Read.Shown;
import io.tierline.testsupport.staleness.Read.Span;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** What one life of one cache answered, in order, in a file: it outlives its process. */
final class ReadLog implements AutoCloseable {

  /** Of one read. */
  static final int BYTES = 7 * Long.BYTES + 2;

  private final DataOutputStream out;

  ReadLog(Path file) throws IOException {
    this.out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
  }

  void add(Read read) throws IOException {
    out.writeLong(read.when().beginMicros());
    out.writeLong(read.when().endMicros());
    out.writeLong(read.freshAsOfMicros());
    add(read.one());
    add(read.other());
  }

  private void add(Shown price) throws IOException {
    out.writeByte(price.product());
    out.writeLong(price.version());
    out.writeLong(price.saidVersion());
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /**
   * A last one that was cut off when the process died is left out.
   *
   * @param skipped so many reads at the beginning
   * @return how many were given to the reader
   */
  static long forEach(Path file, long skipped, Consumer<Read> reader) throws IOException {
    long count = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      in.skipNBytes(skipped * BYTES);
      while (true) {
        // Both clocks are one there.
        Span when = new Span(in.readLong(), in.readLong(), 0);
        Read read = new Read(when, in.readLong(), price(in), price(in));
        reader.accept(read);
        count++;
      }
    } catch (EOFException end) {
      return count;
    }
  }

  private static Shown price(DataInputStream in) throws IOException {
    return new Shown(in.readByte(), in.readLong(), in.readLong());
  }
}
