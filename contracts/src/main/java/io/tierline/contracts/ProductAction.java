package io.tierline.contracts;

/** What is bought of a product (domain.md "Words"). */
public enum ProductAction {
  REGISTER,
  RENEW,
  TRANSFER,
  RESTORE
}
