package io.tierline.acceptance.prices;

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
  static final int BYTES = 5 * Long.BYTES + 2;

  private final DataOutputStream out;

  ReadLog(Path file) throws IOException {
    this.out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
  }

  void add(Read read) throws IOException {
    out.writeLong(read.beginMicros());
    out.writeLong(read.endMicros());
    out.writeLong(read.freshAsOfMicros());
    out.writeByte(read.one());
    out.writeLong(read.oneVersion());
    out.writeByte(read.other());
    out.writeLong(read.otherVersion());
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
        Read read =
            new Read(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readByte(),
                in.readLong(),
                in.readByte(),
                in.readLong());
        reader.accept(read);
        count++;
      }
    } catch (EOFException end) {
      return count;
    }
  }
}
