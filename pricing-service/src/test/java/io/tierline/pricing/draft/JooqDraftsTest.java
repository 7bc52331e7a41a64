package io.tierline.pricing.draft;

import static io.tierline.pricing.db.Tables.PRICE_DRAFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.Draft.Mark;
import io.tierline.pricing.draft.Draft.Origin;
import io.tierline.pricing.engine.ProposedPrices;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqDraftsTest extends OnRealServers implements DraftsBehaviour {

  @Autowired private Drafts drafts;
  @Autowired private DSLContext sql;

  @Override
  public Drafts drafts() {
    return drafts;
  }

  @Override
  public <T> T inTransactionOf(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }

  @Test
  @DisplayName("PR-1 PR-20 the database shows and takes a seller's own drafts only")
  void rowLevelSecurityKeepsSellersApart() {
    SellerId mine = freshSeller();
    SellerId other = freshSeller();
    BookKey book = new BookKey(mine, Audience.CUSTOMER);
    Mark mark = new Mark("client-1", NOW);
    Draft draft =
        new Draft(
            new Head(0, book, 1, 0, Origin.HAND, "", null, mark, mark),
            new Changes("USD", null, ProposedPrices.of(List.of()), List.of()));
    Draft written = asSeller(mine, () -> drafts.add(draft));

    assertThat(asSeller(mine, () -> sql.fetchCount(PRICE_DRAFT))).isEqualTo(1);
    assertThat(asSeller(other, () -> sql.fetchCount(PRICE_DRAFT))).isZero();
    assertThat(asSeller(other, () -> drafts.find(book, written.head().id()))).isEmpty();
    assertThat(asSeller(other, () -> sql.deleteFrom(PRICE_DRAFT).execute())).isZero();
    assertThatThrownBy(() -> asSeller(other, () -> drafts.add(draft)))
        .hasStackTraceContaining("row-level security");
  }
}
