package io.tierline.pricing.history;

import java.util.Optional;

/** Has a database that was set back begin a history of its own, soon after. */
public class KeepHistory {

  private final Histories histories;
  private volatile String known = "";

  public KeepHistory(Histories histories) {
    this.histories = histories;
  }

  /**
   * In the background scope, again and again; in no transaction, for only a name that is committed
   * may become known.
   *
   * @throws IllegalStateException when the database has no history even so
   */
  public void look() {
    known = histories.present().or(this::begun).orElse("");
    if (known.isEmpty()) {
      throw new IllegalStateException("The history of the database has no name and was given none");
    }
  }

  private Optional<String> begun() {
    histories.beginWhereSetBack();
    return histories.present();
  }

  /**
   * As of the last look, without asking the database: the present one, or one that is over. What is
   * read after this was asked is of that history or of a later one; empty before the first look.
   */
  public String known() {
    return known;
  }
}
