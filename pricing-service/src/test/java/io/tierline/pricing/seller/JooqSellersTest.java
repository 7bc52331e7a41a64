package io.tierline.pricing.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqSellersTest extends OnRealServers implements SellersBehaviour {

  @Autowired private Sellers sellers;

  @Override
  public Sellers sellers() {
    return sellers;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return inBackground(work);
  }

  @Test
  @DisplayName("the tree of sellers is kept from onboarding's events")
  void theTreeIsKeptFromEvents() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator, "JPY");

    assertThat(inBackground(() -> sellers.pathUp(partner)))
        .extracting(seller -> seller.id() + " " + seller.currency() + " " + seller.status())
        .containsExactly(partner + " JPY ACTIVE", operator + " USD ACTIVE");
    assertThat(asSeller(operator, () -> sellers.find(partner))).isPresent();
    assertThat(asSeller(partner, () -> sellers.find(operator))).isEmpty();
    assertThat(asSeller(aPartnerOf(operator), () -> sellers.find(partner))).isEmpty();
    SellerId below = aPartnerOf(partner);
    assertThat(asSeller(operator, () -> sellers.find(below))).isEmpty();
  }
}
