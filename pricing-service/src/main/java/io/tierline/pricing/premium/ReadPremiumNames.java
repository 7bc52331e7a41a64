package io.tierline.pricing.premium;

import io.tierline.contracts.SellerId;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** The premium names an operator has recorded. */
public class ReadPremiumNames {

  private final PremiumNames names;

  public ReadPremiumNames(PremiumNames names) {
    this.names = names;
  }

  @Transactional(readOnly = true)
  public List<PremiumName> page(SellerId operator, String after, int limit) {
    return names.page(operator, after, limit);
  }

  @Transactional(readOnly = true)
  public PremiumName of(SellerId operator, DomainName name) {
    return names
        .find(operator, name, PremiumNames.LATEST)
        .orElseGet(() -> PremiumName.standard(name));
  }
}
