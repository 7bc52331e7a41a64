package io.tierline.pricing.quote;

import java.util.Optional;

/** Where the keys of signed quotes are kept, for all instances. */
public interface QuoteKeys {

  /** The one that signs. */
  Optional<QuoteKey> current();

  Optional<QuoteKey> find(long number);

  /** Unless another instance has added one of that number. */
  void add(QuoteKey key);

  /** Forgets the keys below a number. */
  void forgetBelow(long number);
}
