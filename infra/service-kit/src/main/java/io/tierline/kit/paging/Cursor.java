package io.tierline.kit.paging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A sort key as clients see it: opaque, so that nobody builds one, with a check so that a mistyped
 * one is refused here and not by a parser further in.
 */
final class Cursor {

  private static final int LENGTH_MAX = 1_000;

  private Cursor() {}

  static String encode(String sortKey) {
    byte[] key = sortKey.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + key.length);
    bytes.putInt(check(key)).put(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static Optional<String> decode(String cursor) {
    if (cursor.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      if (bytes.remaining() <= Integer.BYTES) {
        return Optional.empty();
      }
      int check = bytes.getInt();
      byte[] key = new byte[bytes.remaining()];
      bytes.get(key);
      return check == check(key)
          ? Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString())
          : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int check(byte[] key) {
    CRC32 crc = new CRC32();
    crc.update(key);
    return (int) crc.getValue();
  }
}
