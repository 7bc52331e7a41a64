package io.tierline.storefront.shop;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The languages a shop speaks, and its texts in them. */
public enum ShopLanguage {
  ENGLISH("en"),
  JAPANESE("ja");

  private static final String BUNDLE = "io.tierline.storefront.shop.texts";

  private final Locale locale;
  private final ResourceBundle texts;

  ShopLanguage(String code) {
    this.locale = Locale.of(code);
    this.texts = ResourceBundle.getBundle(BUNDLE, locale);
  }

  /** Empty for a language that no shop speaks. */
  public static Optional<ShopLanguage> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code().equals(code)).findFirst();
  }

  public String code() {
    return locale.getLanguage();
  }

  Locale locale() {
    return locale;
  }

  String text(String key) {
    return texts.getString(key);
  }

  String action(ProductAction action) {
    return text("action." + action.name().toLowerCase(Locale.ROOT));
  }

  String years(int years) {
    return years == 1 ? text("years.one") : text("years.many").formatted(years);
  }

  String time(Instant time) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", locale)
        .withZone(ZoneOffset.UTC)
        .format(time);
  }
}
