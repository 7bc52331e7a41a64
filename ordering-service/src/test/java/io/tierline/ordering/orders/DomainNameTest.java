package io.tierline.ordering.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {

  @ParameterizedTest
  @CsvSource({
    "Example.COM, example.com",
    "日本語.jp, xn--wgv71a119e.jp",
    "bücher.co.uk, xn--bcher-kva.co.uk",
    "xn--wgv71a119e.jp, xn--wgv71a119e.jp",
    "a.com, a.com",
    "1-2.com, 1-2.com",
    "例え。com, xn--r8jz45g.com"
  })
  @DisplayName("OR-1 a domain name is read in any script and kept in ASCII")
  void readInAnyScript(String text, String ascii) {
    assertThat(DomainName.parse(text)).map(DomainName::ascii).hasValue(ascii);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "com",
        ".com",
        "a..com",
        "-a.com",
        "a-.com",
        "a_b.com",
        "a b.com",
        "a.com.",
        "ab--cd.com",
        "xn--.com",
        "a\u0000.com",
        "http://a.com",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com"
      })
  @DisplayName("OR-1 what cannot be a domain name is refused")
  void whatCannotBeADomainName(String text) {
    assertThat(DomainName.parse(text)).isEmpty();
  }
}
