package io.tierline.notification.letter.thymeleaf;

import io.tierline.contracts.Brand;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The brand's colours and logo, as far as they are safe to be put into HTML.
 *
 * @param background a colour {@code #rrggbb}
 * @param foreground black or white, whichever is better read on it
 * @param logoUrl an https address; null when there is none
 */
record Look(String background, String foreground, @Nullable String logoUrl) {

  private static final Pattern HEX_COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final Pattern HTTPS_ADDRESS = Pattern.compile("https://[\\x21-\\x7E]{1,2000}");
  private static final String NEUTRAL = "#33475b";

  static Look of(Brand brand) {
    String colour = brand.primaryColor();
    String background = colour != null && HEX_COLOUR.matcher(colour).matches() ? colour : NEUTRAL;
    String logo = brand.logoUrl();
    return new Look(
        background,
        readableOn(background),
        logo != null && HTTPS_ADDRESS.matcher(logo).matches() ? logo : null);
  }

  /** By perceived brightness, in thousandths (ITU-R BT.601). */
  private static String readableOn(String background) {
    int rgb = Integer.parseInt(background.substring(1), 16);
    int brightness = 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff);
    return brightness > 150_000 ? "#000000" : "#ffffff";
  }
}
