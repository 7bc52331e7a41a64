package io.tierline.ordering.orders;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Email, hosting, a website builder (domain.md "Words"): bought for whole years, of no registry.
 * Which there are is pricing's to say; their codes have a hyphen, so that none can be a TLD.
 *
 * @param code in pricing's catalog, e.g. {@code linux-hosting}
 */
public record WebService(String code) implements Article {

  private static final Pattern CODE =
      Pattern.compile("(?!xn--)(?=.*-)[a-z0-9][a-z0-9-]{0,78}[a-z0-9]");

  public WebService {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("Not the code of a web service: " + code);
    }
  }

  /** Reads a code as people write it; empty when it cannot be one. */
  public static Optional<WebService> parse(String text) {
    return Optional.of(text.strip().toLowerCase(Locale.ROOT))
        .filter(code -> CODE.matcher(code).matches())
        .map(WebService::new);
  }

  @Override
  public String product() {
    return code;
  }

  @Override
  public String label() {
    return code;
  }

  @Override
  public Item item() {
    return Item.WEB_SERVICE;
  }

  @Override
  public String toString() {
    return code;
  }
}
