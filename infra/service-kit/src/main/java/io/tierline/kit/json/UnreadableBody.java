package io.tierline.kit.json;

import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** A body that is refused before it is parsed. */
public final class UnreadableBody extends HttpMessageNotReadableException {

  private final String detail;
  private final TextPosition position;

  UnreadableBody(String detail, TextPosition position, HttpInputMessage message) {
    super(detail, message);
    this.detail = detail;
    this.position = position;
  }

  public String detail() {
    return detail;
  }

  public TextPosition position() {
    return position;
  }
}
