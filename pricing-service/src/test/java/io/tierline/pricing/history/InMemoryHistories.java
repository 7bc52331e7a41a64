package io.tierline.pricing.history;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The histories of a database that is set back when a test wants it. */
public final class InMemoryHistories implements Histories {

  private int begun = 1;
  private @Nullable String present = "1sthistory";

  @Override
  public Optional<String> present() {
    return Optional.ofNullable(present);
  }

  @Override
  public void beginWhereSetBack() {
    if (present == null) {
      begun++;
      present = "history" + begun;
    }
  }

  /** What it tells from now on has no name yet. */
  public void setBack() {
    present = null;
  }
}
