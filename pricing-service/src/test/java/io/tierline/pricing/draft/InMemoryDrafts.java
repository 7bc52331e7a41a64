package io.tierline.pricing.draft;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.Draft.Origin;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Drafts for tests without a database. */
public final class InMemoryDrafts implements Drafts {

  private final Map<Long, Draft> drafts = new HashMap<>();
  private long lastId;

  @Override
  public int count(BookKey book) {
    return (int)
        page(book, OptionalLong.empty(), Integer.MAX_VALUE).stream()
            .filter(head -> head.origin() != Origin.PROPOSAL)
            .count();
  }

  @Override
  public Draft add(Draft draft) {
    Head head = draft.head();
    if (head.origin() == Origin.PROPOSAL && lockProposal(head.book()).isPresent()) {
      throw new IllegalStateException("There is an open proposal for the book already");
    }
    lastId++;
    Draft added =
        new Draft(
            new Head(
                lastId,
                head.book(),
                head.version(),
                head.baseVersion(),
                head.origin(),
                head.reason(),
                head.effectiveFrom(),
                head.created(),
                head.changed()),
            draft.changes());
    drafts.put(lastId, added);
    return added;
  }

  @Override
  public Optional<Draft> find(BookKey book, long id) {
    return Optional.ofNullable(drafts.get(id)).filter(draft -> draft.head().book().equals(book));
  }

  @Override
  public Optional<Draft> lock(BookKey book, long id) {
    return find(book, id);
  }

  @Override
  public Optional<Draft> lockProposal(BookKey book) {
    return drafts.values().stream()
        .filter(draft -> draft.head().book().equals(book))
        .filter(draft -> draft.head().origin() == Origin.PROPOSAL)
        .findFirst();
  }

  @Override
  public List<Head> page(BookKey book, OptionalLong before, int limit) {
    return drafts.values().stream()
        .map(Draft::head)
        .filter(head -> head.book().equals(book))
        .filter(head -> head.id() < before.orElse(Long.MAX_VALUE))
        .sorted(Comparator.comparingLong(Head::id).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public void replace(Draft draft) {
    Draft known = find(draft.head().book(), draft.head().id()).orElse(null);
    if (known == null || known.head().version() != draft.head().version() - 1) {
      throw new IllegalStateException("The draft was not locked");
    }
    drafts.put(draft.head().id(), draft);
  }

  @Override
  public void remove(Draft draft) {
    drafts.remove(draft.head().id());
  }
}
