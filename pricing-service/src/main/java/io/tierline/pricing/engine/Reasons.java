package io.tierline.pricing.engine;

import io.tierline.pricing.engine.QuoteResult.Reason;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a price won, worded when somebody reads it: to word it takes many times as long as to compute
 * the price, and most who ask do not look. What it is worded from never changes, so that threads
 * which read it at once find the same.
 */
final class Reasons extends AbstractList<Reason> {

  private final Supplier<List<Reason>> wording;
  private volatile @Nullable List<Reason> worded;

  Reasons(Supplier<List<Reason>> wording) {
    this.wording = wording;
  }

  private List<Reason> worded() {
    List<Reason> known = worded;
    if (known == null) {
      known = List.copyOf(wording.get());
      worded = known;
    }
    return known;
  }

  @Override
  public Reason get(int index) {
    return worded().get(index);
  }

  @Override
  public int size() {
    return worded().size();
  }
}
