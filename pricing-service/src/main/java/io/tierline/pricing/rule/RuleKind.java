package io.tierline.pricing.rule;

import io.tierline.contracts.Audience;

/** What a seller has a rule for; each kind has versions of its own. */
public enum RuleKind {
  /** domain.md PR-17. */
  TAXES,
  /** The margin on premium names for customers (PR-19). */
  PREMIUM_CUSTOMER,
  /** The margin on premium names for sub-resellers (PR-19). */
  PREMIUM_SUB_RESELLER,
  /** The margins to keep on prices for customers (PR-12). */
  MARGIN_CUSTOMER,
  /** The margins to keep on prices for sub-resellers (PR-12). */
  MARGIN_SUB_RESELLER;

  /** Whether compiled books hold it; which margins to keep is asked when costs change. */
  public boolean isInBooks() {
    return switch (this) {
      case TAXES, PREMIUM_CUSTOMER, PREMIUM_SUB_RESELLER -> true;
      case MARGIN_CUSTOMER, MARGIN_SUB_RESELLER -> false;
    };
  }

  public static RuleKind premium(Audience audience) {
    return switch (audience) {
      case CUSTOMER -> PREMIUM_CUSTOMER;
      case SUB_RESELLER -> PREMIUM_SUB_RESELLER;
    };
  }

  public static RuleKind margin(Audience audience) {
    return switch (audience) {
      case CUSTOMER -> MARGIN_CUSTOMER;
      case SUB_RESELLER -> MARGIN_SUB_RESELLER;
    };
  }
}
