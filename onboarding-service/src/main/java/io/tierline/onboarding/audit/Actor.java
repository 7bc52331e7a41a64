package io.tierline.onboarding.audit;

import io.tierline.contracts.SellerId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who does something.
 *
 * @param origin the network address it came from; null for what the service does by itself
 */
public record Actor(String name, @Nullable String origin) {

  public static final Actor CARD_PROCESSOR = new Actor("card processor", null);
  public static final Actor CERTIFICATE_SETUP = new Actor("certificate set-up", null);
  public static final Actor WATCH = new Actor("watch", null);
  public static final Actor BOOTSTRAP = new Actor("configuration", null);

  private static final Pattern SELLER = Pattern.compile("seller ([0-9]+) with key .*");

  /** The seller that acted; empty for what the service or its processors do by themselves. */
  public Optional<SellerId> seller() {
    Matcher matcher = SELLER.matcher(name);
    return matcher.matches() ? Optional.of(SellerId.of(matcher.group(1))) : Optional.empty();
  }

  public static Actor seller(SellerId seller, String keyId, @Nullable String origin) {
    return new Actor("seller %s with key %s".formatted(seller, keyId), origin);
  }
}
