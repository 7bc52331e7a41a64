package io.tierline.pricing.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Which addresses can be an endpoint's. */
public final class EndpointUrl {

  private static final int LENGTH_MAX = 2_000;

  private EndpointUrl() {}

  public enum Schemes {
    HTTPS_ONLY,
    /** For receivers in one's own network. */
    HTTP_TOO
  }

  public sealed interface Reading {
    record Usable(URI url) implements Reading {}

    record Refused(String reason) implements Reading {}
  }

  public static Reading read(@Nullable String text, Schemes schemes, Networks networks) {
    if (text == null || text.length() > LENGTH_MAX) {
      return new Reading.Refused("A URL has at most %d characters.".formatted(LENGTH_MAX));
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return new Reading.Refused("It is no URL; write internationalised names in ASCII (xn--…).");
    }
    String scheme = url.getScheme();
    boolean known = "https".equals(scheme) || "http".equals(scheme) && schemes == Schemes.HTTP_TOO;
    if (!known) {
      return new Reading.Refused("It must begin with https://.");
    }
    if (url.getHost() == null || url.getHost().isEmpty()) {
      return new Reading.Refused(
          "It names no host; write internationalised names in ASCII (xn--…).");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return new Reading.Refused(
          "It must hold no user name, password or fragment; deliveries are signed instead.");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      return new Reading.Refused("A port lies between 1 and 65535.");
    }
    if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
      return new Reading.Refused("It must be written in ASCII.");
    }
    return networks
            .literal(url.getHost())
            .filter(address -> !networks.mayBeCalled(address))
            .isPresent()
        ? new Reading.Refused("Addresses that are not public are not called.")
        : new Reading.Usable(url);
  }
}
