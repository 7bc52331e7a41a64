package io.tierline.notification;

import io.tierline.contracts.Brand;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.CustomerEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import java.time.Duration;
import java.time.Instant;

/** The tree of sellers most tests are about, and what is known of it. */
final class World {

  /** The name that must appear nowhere. */
  static final String OPERATOR_NAME = "Grandroot Registrar";

  static final SellerId OPERATOR = new SellerId(1001);
  static final SellerId PARTNER = new SellerId(1002);
  static final SellerId SUB_RESELLER = new SellerId(1003);
  static final Instant SIGNED_UP = Instant.parse("2026-01-05T03:00:00Z");

  private World() {}

  static Brand brand(String name, String domain) {
    return new Brand(
        name,
        "support@" + domain,
        "+81 3 0000 0000",
        "https://" + domain + "/logo.png",
        "#0a7cff",
        "reply@" + domain);
  }

  static PartnerEvent.OperatorEstablished operator() {
    return new PartnerEvent.OperatorEstablished(
        OPERATOR,
        OPERATOR_NAME + " Ltd",
        "USD",
        "en",
        brand(OPERATOR_NAME, "grandroot.example"),
        SIGNED_UP);
  }

  static PartnerEvent.PartnerSignedUp partner() {
    return signedUp(PARTNER, OPERATOR, "ja", brand("髙橋ドメイン①", "takahashi.example"));
  }

  static PartnerEvent.PartnerSignedUp subReseller() {
    return signedUp(SUB_RESELLER, PARTNER, "ja", brand("さくら商店", "sakura.example"));
  }

  private static PartnerEvent.PartnerSignedUp signedUp(
      SellerId id, SellerId parent, String language, Brand brand) {
    return new PartnerEvent.PartnerSignedUp(
        id,
        parent,
        "ADVANCED",
        brand.name() + " 株式会社",
        "owner" + id + "@partner.example",
        "JP",
        language,
        "USD",
        brand,
        SIGNED_UP.plus(Duration.ofDays(5)),
        SIGNED_UP.plus(Duration.ofDays(9)),
        SIGNED_UP);
  }

  static CustomerEvent.CustomerRegistered japaneseCustomer(long id, SellerId seller) {
    return new CustomerEvent.CustomerRegistered(
        new CustomerId(id),
        seller,
        "山田 花子",
        "customer" + id + "@customer.example",
        "ja",
        "JP",
        "Asia/Tokyo",
        SIGNED_UP);
  }

  static DomainEvent.DomainRegistered domain(
      long order, SellerId seller, long customer, Instant expiresAt) {
    return new DomainEvent.DomainRegistered(
        new OrderId(order),
        seller,
        new CustomerId(customer),
        "example" + order + ".com",
        expiresAt,
        expiresAt,
        expiresAt.minus(Duration.ofDays(365)));
  }

  static DomainEvent.DomainRenewed renewed(DomainEvent.DomainRegistered domain, Instant at) {
    Instant expiry = domain.expiresAt().plus(Duration.ofDays(365));
    return new DomainEvent.DomainRenewed(
        domain.orderId(),
        domain.sellerId(),
        domain.customerId(),
        domain.domainName(),
        expiry,
        expiry,
        at);
  }
}
