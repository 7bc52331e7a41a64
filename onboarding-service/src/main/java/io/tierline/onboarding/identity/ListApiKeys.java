package io.tierline.onboarding.identity;

import io.tierline.contracts.SellerId;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** A seller's keys, the newest first. */
public class ListApiKeys {

  private final ApiKeys keys;

  public ListApiKeys(ApiKeys keys) {
    this.keys = keys;
  }

  @Transactional(readOnly = true)
  public List<ApiKey> list(SellerId seller) {
    return keys.of(seller);
  }
}
