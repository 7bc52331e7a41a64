package io.tierline.storefront;

import io.tierline.contracts.Audience;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import java.util.Objects;

/** Who asks for a price. Make one when somebody signs in, and keep it. */
public sealed interface Buyer {

  Audience audience();

  /** Somebody who has not signed in pays what everybody pays; sub-resellers in the base slab. */
  record Visitor(Audience audience) implements Buyer {

    public Visitor {
      Objects.requireNonNull(audience, "audience");
    }
  }

  /** A customer who has signed in: a price fixed for it counts over all others (domain.md PR-5). */
  record Customer(CustomerId id) implements Buyer {

    public Customer {
      Objects.requireNonNull(id, "id");
    }

    @Override
    public Audience audience() {
      return Audience.CUSTOMER;
    }
  }

  /**
   * A sub-reseller that has signed in.
   *
   * @param standing decides its slab, as of now (domain.md PR-7, PR-8)
   */
  record SubReseller(SellerId id, Standing standing) implements Buyer {

    public SubReseller {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(standing, "standing");
    }

    @Override
    public Audience audience() {
      return Audience.SUB_RESELLER;
    }
  }

  /** A customer who has not signed in. */
  static Buyer visitor() {
    return new Visitor(Audience.CUSTOMER);
  }

  static Buyer customer(CustomerId id) {
    return new Customer(id);
  }

  static Buyer subReseller(SellerId id, Standing standing) {
    return new SubReseller(id, standing);
  }
}
