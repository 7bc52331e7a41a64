package io.tierline.kit.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;

/** A JSON value that is refused with words of ours, which may be shown. */
public final class RefusedValue extends DatabindException {

  RefusedValue(JsonParser parser, String detail) {
    super(parser, detail);
  }
}
