package io.tierline.contracts;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a seller appears to its buyers (domain.md ON-1, NO-1).
 *
 * @param logoUrl an {@code https} address of the logo
 * @param primaryColor a CSS colour such as {@code #0a7cff}
 * @param replyTo where answers to its mail go
 */
public record Brand(
    String name,
    String supportEmail,
    @Nullable String supportPhone,
    @Nullable String logoUrl,
    @Nullable String primaryColor,
    String replyTo) {

  public Brand {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(supportEmail, "supportEmail");
    Objects.requireNonNull(replyTo, "replyTo");
  }
}
