package io.tierline.ordering.catalog;

import java.util.Optional;

/** The TLDs that are sold. */
public interface Tlds {

  void save(Tld tld);

  Optional<Tld> find(String name);
}
