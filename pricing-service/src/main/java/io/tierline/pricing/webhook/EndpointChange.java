package io.tierline.pricing.webhook;

import io.tierline.pricing.webhook.Endpoint.Mark;

/**
 * One entry of an endpoint's trail, which outlives it.
 *
 * @param id 0 until it is kept
 * @param detail where it sent to then, or why it was disabled
 */
public record EndpointChange(long id, Kind kind, Mark mark, String detail) {

  public enum Kind {
    REGISTERED,
    EDITED,
    ENABLED,
    SECRET_ROTATED,
    REMOVED,
    /** Not by its seller: it only failed, or asked for it. */
    DISABLED
  }

  static EndpointChange of(Kind kind, Endpoint endpoint, Mark mark) {
    return new EndpointChange(0, kind, mark, endpoint.target().url().toString());
  }
}
