package io.tierline.pricing.history;

import java.util.Optional;

/**
 * By which name the history goes that the database tells (decision 14). Where the database was set
 * back, versions are given out a second time; with this name they are not.
 */
public interface Histories {

  /**
   * In a transaction: what it reads and writes is of this history. Without one: as it is committed.
   *
   * @return nothing where the database was set back and its new history has no name yet: nothing
   *     can be vouched for then
   */
  Optional<String> present();

  /**
   * Gives a database that was set back a history of its own; of several instances one does. In the
   * background scope.
   */
  void beginWhereSetBack();
}
