package io.tierline.pricing.seller;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.seller.Seller.Status;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every keeper of sellers does. */
public interface SellersBehaviour {

  Sellers sellers();

  /** Runs as the background does, in a transaction of its own. */
  <T> T inTransaction(Supplier<T> work);

  /** Ids that no other test uses. */
  SellerId freshSeller();

  @Test
  default void thePathLeadsFromASellerToItsOperator() {
    SellerId operator = freshSeller();
    SellerId partner = freshSeller();
    SellerId subReseller = freshSeller();
    put(operator, null, Status.ACTIVE);
    put(partner, operator, Status.ACTIVE);
    put(subReseller, partner, Status.SIGNED_UP);

    assertThat(inTransaction(() -> sellers().pathUp(subReseller)))
        .extracting(Seller::id)
        .containsExactly(subReseller, partner, operator);
    assertThat(inTransaction(() -> sellers().pathUp(operator)))
        .extracting(Seller::id)
        .containsExactly(operator);
    assertThat(inTransaction(() -> sellers().pathUp(freshSeller()))).isEmpty();
  }

  @Test
  default void aPathThatIsNotKnownToItsEndStopsThere() {
    SellerId nobodyHeardOf = freshSeller();
    SellerId partner = freshSeller();
    put(partner, nobodyHeardOf, Status.ACTIVE);

    assertThat(inTransaction(() -> sellers().pathUp(partner)))
        .extracting(Seller::parent)
        .containsExactly(nobodyHeardOf);
  }

  @Test
  default void whatIsPutLastCounts() {
    SellerId operator = freshSeller();
    SellerId partner = freshSeller();
    put(partner, operator, Status.SIGNED_UP);
    put(partner, operator, Status.ACTIVE);

    assertThat(inTransaction(() -> sellers().find(partner)))
        .contains(new Seller(partner, operator, CurrencyUnit.USD, Status.ACTIVE));
  }

  private void put(SellerId id, @Nullable SellerId parent, Status status) {
    inTransaction(
        () -> {
          sellers().put(new Seller(id, parent, CurrencyUnit.USD, status));
          return id;
        });
  }
}
