package io.tierline.pricing.tldstatus;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of the terms of a TLD that sellers agree to (domain.md PR-15).
 *
 * @param version 1 is there from the beginning
 * @param publication null for the first
 */
public record TermsVersion(String tld, int version, @Nullable Publication publication) {

  public static final int FIRST = 1;

  /**
   * @param url where the terms can be read
   * @param by the operator's client that asked for it
   */
  public record Publication(URI url, Instant at, String by, String reason) {}

  static TermsVersion first(String tld) {
    return new TermsVersion(tld, FIRST, null);
  }
}
