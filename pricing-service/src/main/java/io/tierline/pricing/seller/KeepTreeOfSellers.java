package io.tierline.pricing.seller;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.contracts.partner.PartnerEvent.BrandChanged;
import io.tierline.contracts.partner.PartnerEvent.OperatorEstablished;
import io.tierline.contracts.partner.PartnerEvent.PartnerActivated;
import io.tierline.contracts.partner.PartnerEvent.PartnerRejected;
import io.tierline.contracts.partner.PartnerEvent.PartnerSignedUp;
import io.tierline.pricing.seller.Seller.Status;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Keeps what onboarding says about who sells under whom. Runs inside the inbox' transaction. */
public class KeepTreeOfSellers {

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

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
                  country(partner.country()),
                  Status.SIGNED_UP));
      case PartnerActivated partner ->
          sellers.put(
              new Seller(
                  partner.sellerId(),
                  partner.parentId(),
                  CurrencyUnit.of(partner.currency()),
                  sellers.find(partner.sellerId()).map(Seller::country).orElse(null),
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
    sellers.put(
        new Seller(known.id(), known.parent(), known.currency(), known.country(), Status.REJECTED));
  }

  /** What is no country code leaves the country unknown: taxes are refused then, not left out. */
  private static @Nullable String country(String country) {
    return COUNTRY.matcher(country).matches() ? country : null;
  }
}
