package io.tierline.ordering.sellers;

import io.tierline.contracts.SellerId;
import org.jspecify.annotations.Nullable;

/**
 * The operator or a partner.
 *
 * @param parentId null for an operator
 */
public record Seller(SellerId id, @Nullable SellerId parentId, State state) {

  /** Where it stands at onboarding. */
  public enum State {
    SIGNED_UP,
    ACTIVE,
    REJECTED
  }
}
