package io.tierline.notification.letter;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages letters are written in (domain.md NO-4). */
public enum ShippedLanguage {
  EN,
  JA;

  /**
   * @param tag a BCP 47 language tag such as {@code ja} or {@code ja-JP}
   */
  public static Optional<ShippedLanguage> of(String tag) {
    String language = Locale.forLanguageTag(tag).getLanguage();
    return Stream.of(values()).filter(shipped -> shipped.code().equals(language)).findFirst();
  }

  /** The first of these that is shipped, else English. */
  public static ShippedLanguage firstOf(String... tags) {
    return Stream.of(tags)
        .map(ShippedLanguage::of)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(EN);
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param country ISO 3166 code; gives dates the form usual there
   */
  public Locale in(String country) {
    return country.matches("[A-Za-z]{2}") ? Locale.of(code(), country) : Locale.of(code());
  }
}
