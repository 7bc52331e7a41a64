package io.tierline.kit.identity;

import java.util.List;

/**
 * A bean by which a service names paths that need no token: because they give one, or because they
 * know the caller in another way. No scope is open there; a controller that has verified its caller
 * opens it with {@link io.tierline.kit.tenancy.SellerScope#asSeller}.
 *
 * @param patterns such as {@code /api/**}
 */
public record OpenPaths(List<String> patterns) {

  public OpenPaths {
    patterns = List.copyOf(patterns);
  }

  public static OpenPaths of(String... patterns) {
    return new OpenPaths(List.of(patterns));
  }
}
