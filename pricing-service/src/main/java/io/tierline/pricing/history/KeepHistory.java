package io.tierline.pricing.history;

import org.springframework.transaction.annotation.Transactional;

/** Has a database that was set back begin a history of its own, soon after. */
public class KeepHistory {

  private final Histories histories;
  private volatile String known = "";

  public KeepHistory(Histories histories) {
    this.histories = histories;
  }

  /**
   * In the background scope, again and again.
   *
   * @throws IllegalStateException when the database has no history even so
   */
  @Transactional
  public void look() {
    if (histories.present().isEmpty()) {
      histories.beginWhereSetBack();
    }
    known = histories.present().orElse("");
    if (known.isEmpty()) {
      throw new IllegalStateException("The history of the database has no name and was given none");
    }
  }

  /**
   * As of the last look, without asking the database: the present one, or one that is over. What is
   * read after this was asked is of that history or of a later one; empty before the first look.
   */
  public String known() {
    return known;
  }
}
