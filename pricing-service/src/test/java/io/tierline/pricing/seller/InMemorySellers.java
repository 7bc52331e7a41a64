package io.tierline.pricing.seller;

import io.tierline.contracts.SellerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sellers for tests without a database. */
public final class InMemorySellers implements Sellers {

  private final Map<SellerId, Seller> sellers = new HashMap<>();

  @Override
  public Optional<Seller> find(SellerId id) {
    return Optional.ofNullable(sellers.get(id));
  }

  @Override
  public List<Seller> pathUp(SellerId id) {
    List<Seller> path = new ArrayList<>();
    @Nullable Seller next = sellers.get(id);
    while (next != null && path.size() <= DEPTH_MAX) {
      path.add(next);
      next = next.parent() == null ? null : sellers.get(next.parent());
    }
    return path;
  }

  @Override
  public void put(Seller seller) {
    sellers.put(seller.id(), seller);
  }
}
