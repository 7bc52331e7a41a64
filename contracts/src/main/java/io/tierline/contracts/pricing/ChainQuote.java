package io.tierline.contracts.pricing;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;

/**
 * The authoritative prices of one purchase.
 *
 * @param legs the customer's seller first, the operator last
 * @param cost what the operator pays the registry
 */
public record ChainQuote(Instant quotedAt, List<Leg> legs, Money cost) {

  public ChainQuote {
    Objects.requireNonNull(quotedAt, "quotedAt");
    Objects.requireNonNull(cost, "cost");
    legs = List.copyOf(legs);
  }

  /**
   * What one seller asks of its buyer.
   *
   * @param buyerKind {@code CUSTOMER} or {@code SUB_RESELLER}
   * @param buyerId id of the customer or of the partner
   * @param total the sum of the lines
   * @param priceVersion the version of the price list it was computed from
   */
  public record Leg(
      SellerId sellerId,
      String buyerKind,
      String buyerId,
      Money total,
      List<Line> lines,
      long priceVersion) {

    public Leg {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(buyerKind, "buyerKind");
      Objects.requireNonNull(buyerId, "buyerId");
      Objects.requireNonNull(total, "total");
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param rule the rule that gave the price, e.g. {@code PR-3 telescopic}
   * @param years how many years it covers
   * @param perYear price of one of them
   * @param amount {@code perYear × years}
   */
  public record Line(String rule, String description, int years, Money perYear, Money amount) {

    public Line {
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(perYear, "perYear");
      Objects.requireNonNull(amount, "amount");
    }
  }
}
