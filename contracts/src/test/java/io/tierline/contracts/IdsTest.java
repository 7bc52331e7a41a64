package io.tierline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.ordering.AccountEvent.AccountCredited;
import io.tierline.contracts.partner.PartnerEvent.BrandChanged;
import io.tierline.contracts.pricing.PriceListEvent.Cell;
import io.tierline.contracts.pricing.PriceListEvent.ChangeSet;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DatabindException;

class IdsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.0", "1e3", "1001 ", "１００１", "1000000000000000000"})
  void whatIsNoIdIsRefused(String text) {
    assertThatThrownBy(() -> SellerId.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdIsAStringOfDigitsInJson() {
    assertThat(Json.MAPPER.writeValueAsString(new SellerId(1001))).isEqualTo("\"1001\"");
    assertThat(Json.MAPPER.readValue("\"1001\"", SellerId.class)).isEqualTo(new SellerId(1001));
  }

  @Test
  void everyIdThatCanBeMadeCanBeReadBack() {
    assertThat(SellerId.of(new SellerId(999_999_999_999_999_999L).toString()).value())
        .isEqualTo(999_999_999_999_999_999L);
    assertThatThrownBy(() -> new SellerId(1_000_000_000_000_000_000L))
        .hasMessageContaining("at most 18 digits");
  }

  @Test
  void aRecordThatLacksSomethingIsRefusedWhereItIsRead() {
    assertThatThrownBy(() -> Json.MAPPER.readValue("{\"sellerId\":\"1001\"}", BrandChanged.class))
        .isInstanceOf(DatabindException.class)
        .hasMessageContaining("brand");
    assertThatThrownBy(() -> Json.MAPPER.readValue("{}", AccountCredited.class))
        .isInstanceOf(DatabindException.class);
  }

  @Test
  void pricesThatCannotBeAreRefused() {
    Money price = Money.parse("USD 1.00");
    assertThatThrownBy(() -> new Cell(ProductAction.RENEW, 0, 0, price))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cell(ProductAction.RENEW, -1, 1, price))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cell(ProductAction.RENEW, 0, 1, price.negated()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChangeSet("c", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Watermark(
                    Instant.EPOCH, List.of(64), 64, new Watermark.Generation("id", 1, List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
