package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.pricing.engine.Proposals.NOW;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.customerWith;
import static io.tierline.pricing.engine.Sales.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.pricing.engine.QuoteResult.Missing;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApplicationFeeTest {

  private static Proposals newTld() {
    return customerPrices()
        .of("dev")
        .withTenures(1, 10)
        .inSunrise()
        .register(1, "20")
        .renew(1, "20");
  }

  @Test
  @DisplayName("PR-13: a registration in sunrise carries the fee once, on a line of its own")
  void aRegistrationInSunriseCarriesTheFee() {
    Sales sale = sale(newTld().applicationFee("150.00").book());

    assertThat(sale.lines("dev", REGISTER, 3))
        .containsExactly("PR-2 per year: 60.00", "PR-13 application fee: 150.00");
    assertThat(sale.quote("dev", REGISTER, 3).lines().getLast().description())
        .isEqualTo("Application Fee");
    assertThat(sale.total("dev", REGISTER, 3)).isEqualTo("210.00");
  }

  @Test
  @DisplayName("PR-13: only in the sunrise, and only on REGISTER")
  void onlyInSunriseAndOnRegister() {
    Sales sale = sale(newTld().applicationFee("150.00").book());

    assertThat(sale.total("dev", RENEW, 1)).isEqualTo("20.00");
    assertThat(sale.at(NOW.plus(Duration.ofDays(7)).minusNanos(1)).total("dev", REGISTER, 1))
        .isEqualTo("170.00");
    assertThat(sale.at(NOW.plus(Duration.ofDays(7))).total("dev", REGISTER, 1)).isEqualTo("20.00");
  }

  @Test
  @DisplayName("PR-13: without a fee there is no price, never one of zero by accident")
  void withoutAFeeThereIsNoPrice() {
    assertThat(sale(newTld().book()).result("dev", REGISTER, 1))
        .isEqualTo(
            new PriceMissing(Audience.CUSTOMER, "dev", REGISTER, 1, Missing.APPLICATION_FEE));
    assertThat(sale(newTld().applicationFee("0").book()).lines("dev", REGISTER, 1))
        .containsExactly("PR-2 per year: 20.00", "PR-13 application fee: 0.00");
  }

  @Test
  @DisplayName("PR-13 PR-5: it comes on top of a specific price too")
  void itComesOnTopOfASpecificPrice() {
    assertThat(
            sale(newTld().applicationFee("150").book())
                .by(customerWith("dev", REGISTER, "5.00"))
                .total("dev", REGISTER, 2))
        .isEqualTo("160.00");
  }

  @Test
  @DisplayName("PR-13: a sunrise without application fees has none")
  void aSunriseMayHaveNoFee() {
    BookPrices prices = newTld().applicationFee("150").prices();
    BookPrices.ProductPrices dev = prices.products().getFirst();
    Sunrise free = new Sunrise(NOW, NOW.plus(Duration.ofDays(7)), Sunrise.ApplicationFee.NONE);
    PriceBook book =
        PriceBook.compile(
            new BookPrices(
                prices.audience(),
                prices.currency(),
                prices.slabs(),
                List.of(
                    new BookPrices.ProductPrices(
                        dev.terms().withSunrise(free), dev.status(), dev.versions())),
                prices.rules()));

    assertThat(sale(book).total("dev", REGISTER, 1)).isEqualTo("20.00");
  }

  @Test
  @DisplayName("PR-13: a sunrise ends after it starts")
  void aSunriseEndsAfterItStarts() {
    assertThatThrownBy(() -> new Sunrise(NOW, NOW, Sunrise.ApplicationFee.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("PR-13: a fee is checked like any other price")
  void aFeeIsCheckedLikeAnyPrice() {
    assertThat(newTld().applicationFee("-1").refusal())
        .isEqualTo("amount-negative applicationFees[0].amount.amount PR-2");
    assertThat(newTld().applicationFee("1").applicationFee("2").refusal())
        .isEqualTo("duplicate-fee applicationFees[1] PR-13");
    assertThat(newTld().of("nosuchtld").applicationFee("1").refusal())
        .isEqualTo("product-unknown applicationFees[0].product PR-1");
    assertThat(newTld().of("privacy").register(1, "3").applicationFee("1").refusal())
        .isEqualTo("fee-without-tld applicationFees[0].product PR-13");
    assertThat(newTld().of("com").applicationFee("1").refusal())
        .isEqualTo("fee-without-price applicationFees[0] PR-13");
    assertThat(newTld().naming("EUR").applicationFee("1").naming("USD").refusal())
        .isEqualTo("other-currency applicationFees[0].amount.currency PR-18");
  }
}
