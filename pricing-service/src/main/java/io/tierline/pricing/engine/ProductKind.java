package io.tierline.pricing.engine;

/** What is sold (domain.md "Words"); taxes depend on it (PR-17). */
public enum ProductKind {
  /** Registration of names under a TLD. */
  TLD,
  /** Privacy protection of a name. */
  PRIVACY,
  /** Email, hosting, website builder. */
  WEB_SERVICE
}
