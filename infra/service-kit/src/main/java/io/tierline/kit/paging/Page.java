package io.tierline.kit.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * One page of a listing.
 *
 * @param next sort key of the last item, written to JSON as an opaque cursor for {@code ?after=};
 *     null on the last page
 */
public record Page<T>(
    List<T> items, @JsonSerialize(using = CursorWriter.class) @Nullable String next) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * @param found up to {@link PageRequest#rows()} items: one more than the page has shows that
   *     there is a next one
   */
  public static <T> Page<T> of(List<T> found, PageRequest request, Function<T, String> sortKey) {
    if (found.size() <= request.limit()) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, request.limit());
    return new Page<>(items, sortKey.apply(items.getLast()));
  }

  /** The same page of what clients see. */
  public <R> Page<R> map(Function<T, R> view) {
    return new Page<>(items.stream().map(view).toList(), next);
  }
}
