package io.tierline.contracts.partner;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Objects;
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
      SellerId sellerId,
      String company,
      String currency,
      String language,
      Brand brand,
      Instant occurredAt)
      implements PartnerEvent {

    public OperatorEstablished {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(company, "company");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(language, "language");
      Objects.requireNonNull(brand, "brand");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

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
      implements PartnerEvent {

    public PartnerSignedUp {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(plan, "plan");
      Objects.requireNonNull(company, "company");
      Objects.requireNonNull(contactEmail, "contactEmail");
      Objects.requireNonNull(country, "country");
      Objects.requireNonNull(language, "language");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(brand, "brand");
      Objects.requireNonNull(expectedActiveFrom, "expectedActiveFrom");
      Objects.requireNonNull(expectedActiveBy, "expectedActiveBy");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

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
      implements PartnerEvent {

    public PartnerActivated {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(plan, "plan");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(paid, "paid");
      Objects.requireNonNull(fee, "fee");
      Objects.requireNonNull(credit, "credit");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  /** The signup was rejected; no credit and no account is left (domain.md ON-4). */
  @JsonTypeName("partner.rejected.v1")
  record PartnerRejected(
      SellerId sellerId,
      SellerId parentId,
      String reason,
      @Nullable Money refunded,
      Instant occurredAt)
      implements PartnerEvent {

    public PartnerRejected {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(parentId, "parentId");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  @JsonTypeName("partner.brand-changed.v1")
  record BrandChanged(SellerId sellerId, Brand brand, Instant occurredAt) implements PartnerEvent {

    public BrandChanged {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(brand, "brand");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }
}
