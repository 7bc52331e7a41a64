package io.tierline.kit.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads request bodies strictly. Text that PostgreSQL cannot store (NUL, halves of surrogate pairs)
 * and bytes that are not UTF-8 are refused here, wherever in the document they are.
 */
final class StrictJsonConverter extends JacksonJsonHttpMessageConverter {

  private static final int ESCAPE_LENGTH = 6;

  StrictJsonConverter(JsonMapper strict) {
    super(strict);
  }

  @Override
  public Object read(
      ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
      throws IOException {
    byte[] body = message.getBody().readAllBytes();
    refuseOtherCharset(message);
    refuseInvalidUtf8(body, message);
    refuseUnstorableText(body, message);
    return super.read(type, new Bytes(message.getHeaders(), body), hints);
  }

  private static void refuseOtherCharset(HttpInputMessage message) {
    MediaType type = message.getHeaders().getContentType();
    Charset charset = type == null ? null : type.getCharset();
    if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
      throw new UnreadableBody(
          "JSON is sent in UTF-8, not in %s.".formatted(charset), new TextPosition(1, 1), message);
    }
  }

  private static void refuseInvalidUtf8(byte[] body, HttpInputMessage message) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(body);
    CharBuffer window = CharBuffer.allocate(Math.min(body.length, 8192) + 1);
    CoderResult result;
    do {
      window.clear();
      result = decoder.decode(bytes, window, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new UnreadableBody(
          "The body is not valid UTF-8.", TextPosition.of(body, bytes.position()), message);
    }
  }

  private static void refuseUnstorableText(byte[] body, HttpInputMessage message) {
    int i = 0;
    while (i < body.length) {
      if (body[i] == 0) {
        throw nul(body, i, message);
      }
      if (body[i] != '\\') {
        i++;
      } else if (escaped(body, i) < 0) {
        i += 2;
      } else {
        i = afterEscape(body, i, message);
      }
    }
  }

  private static int afterEscape(byte[] body, int start, HttpInputMessage message) {
    int unit = escaped(body, start);
    if (unit == 0) {
      throw nul(body, start, message);
    }
    boolean high = Character.isHighSurrogate((char) unit);
    int next = escaped(body, start + ESCAPE_LENGTH);
    if (high && next >= 0 && Character.isLowSurrogate((char) next)) {
      return start + 2 * ESCAPE_LENGTH;
    }
    if (high || Character.isLowSurrogate((char) unit)) {
      throw new UnreadableBody(
          "A text holds one half of a surrogate pair, which is not a character.",
          TextPosition.of(body, start),
          message);
    }
    return start + ESCAPE_LENGTH;
  }

  /** The code unit of an escape such as {@code \u00e9} at this place, or -1. */
  private static int escaped(byte[] body, int start) {
    if (start + ESCAPE_LENGTH > body.length || body[start] != '\\' || body[start + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = start + 2; i < start + ESCAPE_LENGTH; i++) {
      int digit = Character.digit(body[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  private static UnreadableBody nul(byte[] body, int offset, HttpInputMessage message) {
    return new UnreadableBody(
        "The body holds the character NUL (U+0000), which is not text.",
        TextPosition.of(body, offset),
        message);
  }

  private record Bytes(HttpHeaders headers, byte[] body) implements HttpInputMessage {

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
