package io.tierline.ordering.credit;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.ordering.sellers.Seller;
import io.tierline.ordering.sellers.Sellers;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the tree of sellers and opens the credit of those who became active. */
@Service
public class FollowPartner {

  private final Sellers sellers;
  private final OpenPartnerAccount openAccount;

  FollowPartner(Sellers sellers, OpenPartnerAccount openAccount) {
    this.sellers = sellers;
    this.openAccount = openAccount;
  }

  @Transactional
  public void run(PartnerEvent event) {
    switch (event) {
      case PartnerEvent.OperatorEstablished it ->
          sellers.save(new Seller(it.sellerId(), null, Seller.State.ACTIVE), it.occurredAt());
      case PartnerEvent.PartnerSignedUp it ->
          sellers.save(
              new Seller(it.sellerId(), it.parentId(), Seller.State.SIGNED_UP), it.occurredAt());
      case PartnerEvent.PartnerRejected it ->
          sellers.save(
              new Seller(it.sellerId(), it.parentId(), Seller.State.REJECTED), it.occurredAt());
      case PartnerEvent.PartnerActivated it -> {
        sellers.save(
            new Seller(it.sellerId(), it.parentId(), Seller.State.ACTIVE), it.occurredAt());
        openAccount.run(it);
      }
      case PartnerEvent.BrandChanged _ -> {
        // How a seller looks does not matter to its money.
      }
    }
  }
}
