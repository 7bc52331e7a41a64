package io.tierline.pricing.engine;

import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.Pr15TldStatus.Known;
import io.tierline.pricing.engine.Pr15TldStatus.Wanted;
import io.tierline.pricing.engine.QuoteResult.NotSold;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TldStatusTest {

  private static final Map<String, Known> TLDS =
      Map.of(
          "com", new Known(TldStatus.SELL, 7, 3),
          "net", new Known(TldStatus.SELL, 0, 1),
          "org", new Known(TldStatus.DO_NOT_SELL, 0, 1));

  @Test
  @DisplayName("PR-15: what each status lets buyers do")
  void whatEachStatusAllows() {
    assertThat(allowed(TldStatus.SELL)).containsExactlyInAnyOrder(ProductAction.values());
    assertThat(allowed(TldStatus.NO_NEW_ORDERS))
        .containsExactlyInAnyOrder(ProductAction.RENEW, ProductAction.RESTORE);
    assertThat(allowed(TldStatus.DO_NOT_SELL)).isEmpty();
  }

  private static Set<ProductAction> allowed(TldStatus status) {
    Proposals prices = customerPrices();
    for (ProductAction action : ProductAction.values()) {
      prices.cell(action, 0, 1, "10");
    }
    Sales sale = sale(prices.status(status).book());
    Set<ProductAction> allowed = EnumSet.noneOf(ProductAction.class);
    for (ProductAction action : ProductAction.values()) {
      if (sale.result("com", action, 1) instanceof QuoteResult.Quote) {
        allowed.add(action);
      } else {
        assertThat(sale.result("com", action, 1)).isEqualTo(new NotSold("com", action, status));
      }
    }
    return allowed;
  }

  @Test
  @DisplayName("PR-15: at least one TLD stays sold, in the words that clients match")
  void oneTldStaysSold() {
    List<PriceRefusal> refusals =
        check(
            new Wanted("tlds[0]", "com", TldStatus.NO_NEW_ORDERS, 3),
            new Wanted("tlds[1]", "net", TldStatus.DO_NOT_SELL, 1));

    assertThat(refusals)
        .containsExactly(
            new PriceRefusal(
                "tlds", "all-tlds-unsold", "PR-15", "You can not unsignup for All TLDs."));
    assertThat(check(new Wanted("tlds[0]", "net", TldStatus.DO_NOT_SELL, 1))).isEmpty();
    assertThat(
            check(
                new Wanted("tlds[0]", "com", TldStatus.NO_NEW_ORDERS, 3),
                new Wanted("tlds[1]", "net", TldStatus.NO_NEW_ORDERS, 1),
                new Wanted("tlds[2]", "org", TldStatus.SELL, 1)))
        .isEmpty();
  }

  @Test
  @DisplayName("PR-15: Do not sell is only without orders of the TLD")
  void doNotSellIsOnlyWithoutOrders() {
    assertThat(check(new Wanted("tlds[0]", "com", TldStatus.DO_NOT_SELL, 3)))
        .extracting(PriceRefusal::code, PriceRefusal::field)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("orders-exist", "tlds[0].status"));
    assertThat(check(new Wanted("tlds[0]", "com", TldStatus.NO_NEW_ORDERS, 3))).isEmpty();
  }

  @Test
  @DisplayName("PR-15: it asks for agreement to the current terms of the TLD")
  void theCurrentTermsAreAgreedTo() {
    assertThat(check(new Wanted("tlds[0]", "com", TldStatus.SELL, 2)))
        .extracting(PriceRefusal::code, PriceRefusal::field)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("terms-not-agreed", "tlds[0].agreedTermsVersion"));
    assertThat(check(new Wanted("tlds[0]", "com", TldStatus.SELL, 0)))
        .extracting(PriceRefusal::reason)
        .containsExactly(
            "You agree to no version of the terms of com; the current one is version 3. Read it (GET"
                + " /v1/tlds/com/terms) and send agreedTermsVersion 3 to agree to it.");
  }

  @Test
  @DisplayName("PR-15: a TLD is named once, and known")
  void aTldIsNamedOnce() {
    assertThat(
            check(
                new Wanted("tlds[0]", "com", TldStatus.SELL, 3),
                new Wanted("tlds[1]", "com", TldStatus.SELL, 3),
                new Wanted("tlds[2]", "nosuchtld", TldStatus.SELL, 1)))
        .extracting(PriceRefusal::code)
        .containsExactly("duplicate-tld", "product-unknown");
  }

  private static List<PriceRefusal> check(Wanted... wanted) {
    List<PriceRefusal> refusals = new ArrayList<>();
    Pr15TldStatus.check(List.of(wanted), TLDS, refusals::add);
    return refusals;
  }
}
