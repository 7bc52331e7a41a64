package io.tierline.pricing.webhook;

import io.tierline.contracts.Audience;
import io.tierline.pricing.webhook.Endpoint.Mark;
import java.net.URI;
import java.util.stream.Collectors;

/**
 * One entry of an endpoint's trail, which outlives it.
 *
 * @param id 0 until it is kept
 * @param detail where it sent what to then, or why it was disabled; without the URL's query, which
 *     may be a token, for an entry is kept for ever
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

  /** By nobody: what a seller's endpoint answered led to it. */
  public static EndpointChange of(Endpoint.State.Disabled because) {
    return new EndpointChange(
        0, Kind.DISABLED, new Mark("tierline", because.at()), because.reason());
  }

  static EndpointChange of(Kind kind, Endpoint endpoint, Mark mark) {
    Endpoint.Target target = endpoint.target();
    URI url = target.url();
    String address = url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    String audiences =
        target.audiences().stream().sorted().map(Audience::name).collect(Collectors.joining(", "));
    return new EndpointChange(0, kind, mark, "%s (%s)".formatted(address, audiences));
  }
}
