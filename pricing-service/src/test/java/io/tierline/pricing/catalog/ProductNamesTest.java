package io.tierline.pricing.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PR-1: a product is named by the ASCII form of its TLD")
class ProductNamesTest {

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "com, com",
    ".com, com",
    ".Co.UK, co.uk",
    "みんな, xn--q9jyb4c",
    "xn--q9jyb4c, xn--q9jyb4c",
    "co。uk, co.uk",
    "ｃｏｍ, com"
  })
  void every_writing_of_a_name_gives_the_same_product(String written, String ascii) {
    assertThat(ProductNames.ascii(written)).contains(ascii);
  }

  @ParameterizedTest(name = "''{0}'' is none")
  @ValueSource(
      strings = {"", ".", "..com", "com.", "co..uk", "-com", "com-", "co_m", "co m", "c/m"})
  void what_can_be_no_name_is_none(String written) {
    assertThat(ProductNames.ascii(written)).isEmpty();
  }

  @Test
  void a_label_has_at_most_63_characters() {
    assertThat(ProductNames.ascii("a".repeat(63))).isPresent();
    assertThat(ProductNames.ascii("a".repeat(64))).isEmpty();
    assertThat(ProductNames.ascii("a".repeat(81))).isEmpty();
  }

  @RepeatedTest(5)
  void a_name_in_its_ascii_form_is_understood_as_any_other_would_be() {
    Random random = new Random();
    for (int i = 0; i < 2_000; i++) {
      String name =
          Stream.generate(() -> "ab0-.Aé".charAt(random.nextInt(7)))
              .limit(1L + random.nextInt(8))
              .map(String::valueOf)
              .collect(Collectors.joining());
      assertThat(ProductNames.ascii(name)).as(name).isEqualTo(slowly(name));
    }
  }

  private static Optional<String> slowly(String name) {
    String bare = name.startsWith(".") ? name.substring(1) : name;
    try {
      return Optional.of(IDN.toASCII(bare, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT))
          .filter(ascii -> NAME.matcher(ascii).matches());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
