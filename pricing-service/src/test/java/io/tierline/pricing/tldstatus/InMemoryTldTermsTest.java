package io.tierline.pricing.tldstatus;

import io.tierline.contracts.SellerId;
import java.util.function.Supplier;

class InMemoryTldTermsTest implements TldTermsBehaviour {

  private final InMemoryTldTerms terms = new InMemoryTldTerms();
  private long lastSeller = 1_000;

  @Override
  public TldTerms terms() {
    return terms;
  }

  @Override
  public <T> T inTransactionOf(SellerId seller, Supplier<T> work) {
    return work.get();
  }

  @Override
  public SellerId knownOperator() {
    lastSeller++;
    return new SellerId(lastSeller);
  }

  @Override
  public SellerId knownPartnerOf(SellerId operator) {
    SellerId partner = knownOperator();
    terms.under(operator, partner);
    return partner;
  }
}
