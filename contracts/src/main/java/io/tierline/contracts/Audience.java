package io.tierline.contracts;

/** For whom a selling price is (domain.md PR-1). */
public enum Audience {
  CUSTOMER,
  SUB_RESELLER
}
