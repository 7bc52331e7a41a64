package io.tierline.kit.tenancy;

import io.tierline.kit.tenancy.SellerTransactionManager.Running;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * On whose behalf the current thread works. Transactions that start inside a scope use its database
 * role: a seller's scope sees that seller's rows only (row-level security on {@code
 * tierline.seller}); the background scope is a role of its own that sees all. Outside any scope,
 * and outside a transaction, nothing of any seller is seen. The HTTP edge opens the seller's scope
 * from the verified token.
 *
 * <p>A scope is opened before its transaction. Opening another one inside a running transaction is
 * an {@link IllegalStateException}, because the work would silently happen in the first one's role.
 */
public final class SellerScope {

  private static final int DIGITS_MAX = 18;

  /** Until the end of the transaction. */
  static final String SET_SELLER = "select set_config('tierline.seller', ?, true)";

  private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();
  private static final ScopedValue<String> SELLER = ScopedValue.newInstance();

  /** Whose rows are visible. */
  public sealed interface Scope {
    record Seller(String sellerId) implements Scope {

      public Seller {
        if (!isSellerId(sellerId)) {
          throw new IllegalArgumentException(
              "A seller id is a positive number of 1 to %d digits".formatted(DIGITS_MAX));
        }
      }
    }

    record Background() implements Scope {}
  }

  private SellerScope() {}

  public static <T extends @Nullable Object> T asSeller(String sellerId, Supplier<T> work) {
    return carrierOfSeller(sellerId).call(work::get);
  }

  public static void asSeller(String sellerId, Runnable work) {
    carrierOfSeller(sellerId).run(work);
  }

  /**
   * For consumers, relays and schedules, and for use cases that act on a whole chain of sellers.
   */
  public static <T extends @Nullable Object> T inBackground(Supplier<T> work) {
    return carrierOfBackground().call(work::get);
  }

  public static void inBackground(Runnable work) {
    carrierOfBackground().run(work);
  }

  /** The same for work that throws checked exceptions. */
  public static <T extends @Nullable Object, X extends Throwable> T callInBackground(
      ScopedValue.CallableOp<T, X> work) throws X {
    return carrierOfBackground().call(work);
  }

  /**
   * The seller on whose behalf this thread works: also in a background scope that was opened inside
   * the seller's (work on a whole chain that this seller asked for).
   */
  public static Optional<String> seller() {
    return SELLER.isBound() ? Optional.of(SELLER.get()) : Optional.empty();
  }

  /**
   * The seller whose rows alone are visible now; nothing in the background, nor without a scope.
   */
  public static Optional<String> onlySeller() {
    return current() instanceof Scope.Seller(String id) ? Optional.of(id) : Optional.empty();
  }

  /** The same rule as the ids of the contracts: ASCII digits, positive. */
  public static boolean isSellerId(@Nullable String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= DIGITS_MAX
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && Long.parseLong(text) > 0;
  }

  static @Nullable Scope current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /**
   * What {@link #SET_SELLER} is to set: nothing outside a seller's scope, so that whatever was left
   * on the connection does not count; null where the role sees all and needs no seller.
   */
  static @Nullable String sellerToSet() {
    return switch (current()) {
      case Scope.Background _ -> null;
      case Scope.Seller(String id) -> id;
      case null -> "";
    };
  }

  static ScopedValue.Carrier carrierOfSeller(String sellerId) {
    Scope scope = new Scope.Seller(sellerId);
    refuseInsideAnothersTransaction(scope);
    return ScopedValue.where(CURRENT, scope).where(SELLER, sellerId);
  }

  private static ScopedValue.Carrier carrierOfBackground() {
    Scope scope = new Scope.Background();
    refuseInsideAnothersTransaction(scope);
    return ScopedValue.where(CURRENT, scope);
  }

  private static void refuseInsideAnothersTransaction(Scope wanted) {
    for (Object resource : TransactionSynchronizationManager.getResourceMap().values()) {
      if (resource instanceof Running(Scope began) && !wanted.equals(began)) {
        throw new IllegalStateException(
            "A transaction of %s is running; %s needs a transaction of its own: open the scope first,"
                    .formatted(describe(began), describe(wanted))
                + " then the transaction");
      }
    }
  }

  private static String describe(@Nullable Scope scope) {
    return switch (scope) {
      case Scope.Seller(String id) -> "seller " + id;
      case Scope.Background _ -> "the background";
      case null -> "nobody";
    };
  }
}
