package io.tierline.contracts.partner;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What happens to a seller (the operator or a partner). Key: the seller's id. */
public sealed interface PartnerEvent {

  String TOPIC = "onboarding.partner";

  SellerId sellerId();

  /** Business time of the fact. */
  Instant occurredAt();

  /**
   * An operator, the root of a tree of sellers, exists.
   *
   * @param currency ISO 4217 code of its selling currency (domain.md PR-18)
   * @param language {@code en} or {@code ja}
   */
  @JsonTypeName("partner.operator-established.v1")
  record OperatorEstablished(
      SellerId sellerId, String company, String currency, String language, Brand brand, Instant occurredAt)
      implements PartnerEvent {}

  /**
   * A partner signed up; its account cannot be used yet (domain.md ON-1).
   *
   * @param plan {@code BASIC} or {@code ADVANCED}
   * @param expectedActiveFrom first day on which it may become active, by the operator's calendar
   * @param expectedActiveBy last moment by which it should be active
   */
  @JsonTypeName("partner.signed-up.v1")
  record PartnerSignedUp(
      SellerId sellerId,
      SellerId parentId,
      String plan,
      String company,
      String contactEmail,
      String country,
      String language,
      String currency,
      Brand brand,
      Instant expectedActiveFrom,
      Instant expectedActiveBy,
      Instant occurredAt)
      implements PartnerEvent {}

  /**
   * No hold is left: the account can be used (domain.md ON-2, ON-7).
   *
   * @param paid what the partner paid; a receipt in its parent's currency
   * @param fee the yearly security fee, zero for Basic
   * @param credit paid less fee
   */
  @JsonTypeName("partner.activated.v1")
  record PartnerActivated(
      SellerId sellerId,
      SellerId parentId,
      String plan,
      String currency,
      Money paid,
      Money fee,
      Money credit,
      Instant occurredAt)
      implements PartnerEvent {}

  /** The signup was rejected; no credit and no account is left (domain.md ON-4). */
  @JsonTypeName("partner.rejected.v1")
  record PartnerRejected(
      SellerId sellerId, SellerId parentId, String reason, @Nullable Money refunded, Instant occurredAt)
      implements PartnerEvent {}

  @JsonTypeName("partner.brand-changed.v1")
  record BrandChanged(SellerId sellerId, Brand brand, Instant occurredAt) implements PartnerEvent {}
}
