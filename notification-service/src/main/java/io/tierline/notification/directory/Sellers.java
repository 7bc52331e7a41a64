package io.tierline.notification.directory;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import java.util.Optional;

/** All sellers known so far. */
public interface Sellers {

  void keep(Seller seller);

  void activated(SellerId id);

  void rejected(SellerId id);

  void brandChanged(SellerId id, Brand brand);

  Optional<Seller> find(SellerId id);
}
