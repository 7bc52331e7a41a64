package io.tierline.pricing.http;

import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.pricing.catalog.ProductNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Listings by product go on after the last product shown. */
public final class ProductCursor {

  private ProductCursor() {}

  /** Empty for the first page. */
  public static String after(PageRequest page) {
    @Nullable String after = page.after();
    if (after == null) {
      return "";
    }
    return ProductNames.ascii(after)
        .orElseThrow(
            () ->
                new ProblemException(
                    CommonProblems.INVALID_VALUE,
                    "'after' is the 'next' of the page before.",
                    Map.of("field", "after")));
  }
}
