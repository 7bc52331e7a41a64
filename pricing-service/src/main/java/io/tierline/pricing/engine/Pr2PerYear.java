package io.tierline.pricing.engine;

/** domain.md PR-2: prices are entered per year; price(n years) = n × perYear[n]. */
final class Pr2PerYear {

  static final String RULE = "PR-2 per year";

  private Pr2PerYear() {}

  static long total(long perYear, int years) {
    return Math.multiplyExact(perYear, years);
  }
}
