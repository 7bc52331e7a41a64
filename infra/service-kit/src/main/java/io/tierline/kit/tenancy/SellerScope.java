package io.tierline.kit.tenancy;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf the current thread works. Transactions that start inside a scope use its database
 * role: a seller's scope sees that seller's rows only (row-level security on {@code
 * tierline.seller}); the background scope is a role of its own that sees all. Outside any scope
 * nothing is seen. The HTTP edge opens the seller's scope from the verified token.
 */
public final class SellerScope {

  private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

  /** Whose rows are visible. */
  public sealed interface Scope {
    record Seller(String sellerId) implements Scope {}

    record Background() implements Scope {}
  }

  private SellerScope() {}

  public static <T> T asSeller(String sellerId, Supplier<T> work) {
    return ScopedValue.where(CURRENT, new Scope.Seller(sellerId)).call(work::get);
  }

  public static void asSeller(String sellerId, Runnable work) {
    ScopedValue.where(CURRENT, new Scope.Seller(sellerId)).run(work);
  }

  /** For consumers, relays and schedules, and for use cases that act on a whole chain of sellers. */
  public static <T> T inBackground(Supplier<T> work) {
    return ScopedValue.where(CURRENT, new Scope.Background()).call(work::get);
  }

  public static void inBackground(Runnable work) {
    ScopedValue.where(CURRENT, new Scope.Background()).run(work);
  }

  static @Nullable Scope current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }
}
