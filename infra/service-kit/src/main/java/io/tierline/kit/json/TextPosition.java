package io.tierline.kit.json;

/**
 * A place in a body as editors count.
 *
 * @param line from 1
 * @param column from 1, in bytes
 */
public record TextPosition(int line, int column) {

  static TextPosition of(byte[] body, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (body[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new TextPosition(line, offset - lineStart + 1);
  }
}
