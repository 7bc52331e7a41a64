package io.tierline.onboarding.signup.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("ON-3 Never a card number")
class CardNumberGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"n\":\"4242424242424242\"}",
        "{\"n\":4242424242424242}",
        "{\"n\":\"4242 4242 4242 4242\"}",
        "{\"n\":\"4242-4242-4242-4242\"}",
        "{\"note\":\"my card is 378282246310005, thanks\"}",
        "{\"n\":\"5555555555554444\"}"
      })
  void seesWhatLooksLikeOne(String body) {
    assertThat(CardNumberGuard.holdsCardNumber(body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone\":\"+4242424242424242\"}",
        "{\"phone\":\"+81 3 1234 5678\"}",
        "{\"n\":\"4242424242424241\"}",
        "{\"amount\":\"500.00\"}",
        "{\"token\":\"tok_clear\"}",
        "{\"n\":\"424242424242\"}"
      })
  void letsOthersPass(String body) {
    assertThat(CardNumberGuard.holdsCardNumber(body)).isFalse();
  }
}
