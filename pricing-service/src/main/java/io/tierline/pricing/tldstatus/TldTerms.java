package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import java.util.List;
import java.util.Map;

/** The terms of TLDs as operators publish them, each for its own tree. Every version is kept. */
public interface TldTerms {

  /** The current ones of the seller's operator, by TLD; those still at the first are absent. */
  Map<String, TermsVersion> current(SellerId seller);

  /** What an operator published for a TLD, newest first; the first version is not among them. */
  List<TermsVersion> history(SellerId operator, String tld, Window window);

  /**
   * Keeps a new version.
   *
   * @return whether it was the first to have that version
   */
  boolean record(SellerId operator, TermsVersion published);
}
