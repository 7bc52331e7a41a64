package io.tierline.pricing.seller;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.contracts.partner.PartnerEvent.BrandChanged;
import io.tierline.contracts.partner.PartnerEvent.OperatorEstablished;
import io.tierline.contracts.partner.PartnerEvent.PartnerActivated;
import io.tierline.contracts.partner.PartnerEvent.PartnerRejected;
import io.tierline.contracts.partner.PartnerEvent.PartnerSignedUp;
import io.tierline.pricing.seller.Seller.Status;
import org.joda.money.CurrencyUnit;

/** Keeps what onboarding says about who sells under whom. Runs inside the inbox' transaction. */
public class KeepTreeOfSellers {

  private final Sellers sellers;

  public KeepTreeOfSellers(Sellers sellers) {
    this.sellers = sellers;
  }

  public void on(PartnerEvent event) {
    switch (event) {
      case OperatorEstablished operator ->
          sellers.put(
              new Seller(
                  operator.sellerId(), null, CurrencyUnit.of(operator.currency()), Status.ACTIVE));
      case PartnerSignedUp partner ->
          sellers.put(
              new Seller(
                  partner.sellerId(),
                  partner.parentId(),
                  CurrencyUnit.of(partner.currency()),
                  Status.SIGNED_UP));
      case PartnerActivated partner ->
          sellers.put(
              new Seller(
                  partner.sellerId(),
                  partner.parentId(),
                  CurrencyUnit.of(partner.currency()),
                  Status.ACTIVE));
      case PartnerRejected partner -> reject(partner);
      case BrandChanged _ -> {}
    }
  }

  private void reject(PartnerRejected partner) {
    Seller known =
        sellers
            .find(partner.sellerId())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Seller %s was rejected before it signed up"
                            .formatted(partner.sellerId())));
    sellers.put(new Seller(known.id(), known.parent(), known.currency(), Status.REJECTED));
  }
}
