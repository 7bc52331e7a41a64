package io.tierline.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

  @Test
  @DisplayName("NO-1 A name cannot bring a header of its own")
  void aNameCannotBringAHeaderOfItsOwn() {
    assertThat(new Mailbox("Shop\r\nBcc: all@example.com", "a@example.com").name())
        .isEqualTo("Shop Bcc: all@example.com");
    assertThat(new Mailbox("Shop\u2028\u0000X\u202Egnp", "a@example.com").name())
        .isEqualTo("Shop X gnp");
  }

  @Test
  void aNameOfAnyLengthIsCut() {
    assertThat(new Mailbox("髙".repeat(1000), "a@example.com").name()).hasSize(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody",
        "a b@example.com",
        "a@example.com\r\nBcc: b@example.com",
        "a@b@c",
        "<a@b.c>"
      })
  void whatIsNoAddressIsNotPlausible(String address) {
    assertThat(Mailbox.isPlausible(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a@example.com", "first.last+tag@sub.example.co.jp", "o'neil@example.com"})
  void ordinaryAddressesArePlausible(String address) {
    assertThat(Mailbox.isPlausible(address)).isTrue();
  }
}
