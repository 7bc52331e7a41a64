package io.tierline.pricing.draft;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.draft.Draft.Head;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where drafts are kept until they are published or thrown away. */
public interface Drafts {

  /** Those that somebody began; a proposal is none. */
  int count(BookKey book);

  /**
   * Keeps a new one.
   *
   * @param draft its id does not count
   * @return with the id it got
   */
  Draft add(Draft draft);

  Optional<Draft> find(BookKey book, long id);

  /** The same; until the transaction ends nobody else changes it. */
  Optional<Draft> lock(BookKey book, long id);

  /**
   * The one open proposal of standing margin rules; until the transaction ends nobody else changes
   * it.
   */
  Optional<Draft> lockProposal(BookKey book);

  /**
   * Newest first.
   *
   * @param before starts behind this one
   */
  List<Head> page(BookKey book, OptionalLong before, int limit);

  /** Of one that was locked in this transaction. */
  void replace(Draft draft);

  /** Of one that was locked in this transaction. */
  void remove(Draft draft);
}
