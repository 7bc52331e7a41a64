package io.tierline.pricing.engine;

import java.time.LocalDate;

/**
 * An exchange rate as an operator wrote it (domain.md PR-18).
 *
 * @param path where it stands in what the operator sent, e.g. {@code rates[0]}
 * @param from ISO 4217 code
 * @param to ISO 4217 code
 * @param rate decimal digits: how many of {@code to} one of {@code from} is worth
 * @param day in UTC
 */
public record ProposedRate(
    String path, String from, String to, String rate, LocalDate day, String source) {

  String field(String member) {
    return path + "." + member;
  }
}
