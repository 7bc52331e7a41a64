package io.tierline.onboarding.seller;

import io.tierline.contracts.SellerId;
import org.jspecify.annotations.Nullable;

/**
 * The operator or a partner.
 *
 * @param parentId whom it buys from; null for an operator
 * @param operatorId the root of its tree; itself for an operator
 * @param calendarId the business calendar of its operator
 * @param version of the brand; grows with every change
 */
public record Seller(
    SellerId id,
    @Nullable SellerId parentId,
    SellerId operatorId,
    String calendarId,
    Standing standing,
    Profile profile,
    long version) {

  public boolean isOperator() {
    return parentId == null;
  }

  public boolean isActive() {
    return standing == Standing.ACTIVE;
  }

  public static Seller operator(SellerId id, String calendarId, Profile profile) {
    return new Seller(id, null, id, calendarId, Standing.ACTIVE, profile, 1);
  }

  /** Someone who applies to become a sub-reseller of this seller (domain.md ON-10). */
  public Seller applicant(SellerId id, Profile profile) {
    return new Seller(id, this.id, operatorId, calendarId, Standing.PENDING, profile, 1);
  }
}
