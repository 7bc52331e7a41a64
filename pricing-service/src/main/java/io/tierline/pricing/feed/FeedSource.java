package io.tierline.pricing.feed;

import io.tierline.pricing.book.BookKey;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Where live feeds ask, from any thread and in the scope that may see all sellers. */
public interface FeedSource {

  /** Where these price lists stand. */
  FeedHeads heads(Collection<BookKey> books);

  FeedBatch next(BookKey book, @Nullable FeedPosition since);
}
