package io.tierline.kit.paging;

import org.jspecify.annotations.Nullable;

/**
 * Bound from {@code ?limit=} (1 to 200, 50 unless told) and {@code ?after=} by the kit's argument
 * resolver; a value outside is refused with 400.
 *
 * @param after the sort key after which the page starts; null for the first page
 */
public record PageRequest(int limit, @Nullable String after) {

  public static final int LIMIT_DEFAULT = 50;
  public static final int LIMIT_MAX = 200;
}
