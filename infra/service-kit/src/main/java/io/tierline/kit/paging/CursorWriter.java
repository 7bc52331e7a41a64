package io.tierline.kit.paging;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a sort key as an opaque cursor. */
final class CursorWriter extends StdSerializer<String> {

  CursorWriter() {
    super(String.class);
  }

  @Override
  public void serialize(String sortKey, JsonGenerator json, SerializationContext context) {
    json.writeString(Cursor.encode(sortKey));
  }
}
