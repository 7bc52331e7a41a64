package io.tierline.contracts.pricing;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;

/**
 * The authoritative prices of one purchase.
 *
 * @param kind what the product is: an order of one kind is never given another
 * @param legs the customer's seller first, the operator last
 * @param cost what the operator pays the registry
 */
public record ChainQuote(Instant quotedAt, PriceListEvent.Kind kind, List<Leg> legs, Money cost) {

  public ChainQuote {
    Objects.requireNonNull(quotedAt, "quotedAt");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(cost, "cost");
    legs = List.copyOf(legs);
  }

  /**
   * What one seller asks of its buyer.
   *
   * @param buyerKind {@code CUSTOMER} or {@code SUB_RESELLER}
   * @param buyerId id of the customer or of the partner
   * @param preTax the sum of the lines that are no taxes
   * @param total the sum of the lines
   * @param priceVersion the version of the price list it was computed from
   * @param honoured whether it is that of the signed quote in the request, not of this moment
   */
  public record Leg(
      SellerId sellerId,
      String buyerKind,
      String buyerId,
      Money preTax,
      Money total,
      List<Line> lines,
      long priceVersion,
      boolean honoured) {

    public Leg {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(buyerKind, "buyerKind");
      Objects.requireNonNull(buyerId, "buyerId");
      Objects.requireNonNull(preTax, "preTax");
      Objects.requireNonNull(total, "total");
      lines = List.copyOf(lines);
    }
  }

  /** What a line is for. */
  public enum LineKind {
    /** Years of the product. */
    PRICE,
    /** Charged once (domain.md PR-13). */
    FEE,
    /** On top of the others (domain.md PR-17). */
    TAX
  }

  /**
   * @param rule the rule that gave the price, e.g. {@code PR-3 telescopic}
   * @param description for a tax its name
   * @param years how many years it covers; 1 for a fee or a tax
   * @param perYear price of one of them
   * @param amount {@code perYear × years}
   */
  public record Line(
      LineKind kind, String rule, String description, int years, Money perYear, Money amount) {

    public Line {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(perYear, "perYear");
      Objects.requireNonNull(amount, "amount");
    }
  }
}
