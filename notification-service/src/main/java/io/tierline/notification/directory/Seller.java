package io.tierline.notification.directory;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operator or a partner, as far as notices need it.
 *
 * @param parentId null for an operator, the root of its tree
 * @param contactEmail where it is written to itself; null for an operator
 * @param brand in which its customers and sub-resellers are written to
 */
public record Seller(
    SellerId id,
    @Nullable SellerId parentId,
    String company,
    @Nullable String contactEmail,
    @Nullable String country,
    String language,
    Brand brand,
    Standing standing) {

  public Optional<SellerId> parent() {
    return Optional.ofNullable(parentId);
  }

  /** How far it has come. */
  public sealed interface Standing {

    record SignedUp(Instant expectedActiveFrom, Instant expectedActiveBy) implements Standing {}

    record Active() implements Standing {}

    record Rejected() implements Standing {}
  }
}
