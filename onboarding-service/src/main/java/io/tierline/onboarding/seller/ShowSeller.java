package io.tierline.onboarding.seller;

import io.tierline.contracts.SellerId;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Looks a seller up, as far as the current scope may see it. */
public class ShowSeller {

  private final Sellers sellers;

  public ShowSeller(Sellers sellers) {
    this.sellers = sellers;
  }

  @Transactional(readOnly = true)
  public Optional<Seller> show(SellerId id) {
    return sellers.find(id);
  }
}
