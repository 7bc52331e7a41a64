package io.tierline.pricing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.book.Changes.Part;
import io.tierline.pricing.book.Changes.Removal;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.Draft.Mark;
import io.tierline.pricing.draft.Draft.Origin;
import io.tierline.pricing.engine.ProposedAmount;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedFee;
import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.engine.ProposedPromo;
import io.tierline.pricing.engine.ProposedSlab;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of drafts does. */
public interface DraftsBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

  Drafts drafts();

  <T> T inTransactionOf(SellerId seller, Supplier<T> work);

  SellerId freshSeller();

  @Test
  @DisplayName("PR-20 a draft is read as it was written")
  default void aDraftIsReadAsItWasWritten() {
    BookKey book = new BookKey(freshSeller(), Audience.SUB_RESELLER);
    Draft written = in(book, () -> drafts().add(draft(book)));

    assertThat(written.changes()).isEqualTo(draft(book).changes());
    assertThat(in(book, () -> drafts().find(book, written.head().id()))).contains(written);
    assertThat(in(book, () -> drafts().lock(book, written.head().id()))).contains(written);
    assertThat(in(book, () -> drafts().page(book, OptionalLong.empty(), 10)))
        .containsExactly(written.head());
    BookKey customers = new BookKey(book.seller(), Audience.CUSTOMER);
    assertThat(in(book, () -> drafts().find(customers, written.head().id()))).isEmpty();
    assertThat(in(book, () -> drafts().count(customers))).isZero();
    assertThat(in(book, () -> drafts().count(book))).isEqualTo(1);
  }

  @Test
  @DisplayName("PR-20 a draft is edited one version after the other, and thrown away")
  default void aDraftIsEdited() {
    BookKey book = new BookKey(freshSeller(), Audience.SUB_RESELLER);
    Draft written = in(book, () -> drafts().add(draft(book)));
    Draft edited =
        written.edited(
            new Content(
                new Changes("USD", null, ProposedPrices.of(List.of()), List.of()), "", null),
            9,
            new Mark("client-2", NOW.plusSeconds(1)));

    in(book, () -> replace(edited));
    assertThat(in(book, () -> drafts().find(book, written.head().id()))).contains(edited);
    assertThatThrownBy(() -> in(book, () -> replace(edited)))
        .isInstanceOf(IllegalStateException.class);

    in(
        book,
        () -> {
          drafts().remove(edited);
          return edited;
        });
    assertThat(in(book, () -> drafts().find(book, written.head().id()))).isEmpty();
  }

  @Test
  @DisplayName("PR-12 a book has one open proposal, which is none of its own drafts, until edited")
  default void aBookHasOneOpenProposal() {
    BookKey book = new BookKey(freshSeller(), Audience.CUSTOMER);
    Mark mark = new Mark("margin rules", NOW);
    Draft proposal =
        new Draft(
            new Head(0, book, 1, 7, Origin.PROPOSAL, "", null, mark, mark),
            new Changes("USD", null, ProposedPrices.of(List.of()), List.of()));
    assertThat(in(book, () -> drafts().lockProposal(book))).isEmpty();
    in(book, () -> drafts().add(draft(book)));
    Draft written = in(book, () -> drafts().add(proposal));

    assertThat(in(book, () -> drafts().lockProposal(book))).contains(written);
    assertThat(in(book, () -> drafts().count(book))).isEqualTo(1);
    assertThatThrownBy(() -> in(book, () -> drafts().add(proposal)))
        .isInstanceOf(RuntimeException.class);

    Draft edited =
        written
            .edited(new Content(written.changes(), "", null), 7, new Mark("client-2", NOW))
            .takenOver();
    in(book, () -> replace(edited));
    assertThat(in(book, () -> drafts().lockProposal(book))).isEmpty();
    assertThat(in(book, () -> drafts().count(book))).isEqualTo(2);
    in(book, () -> drafts().add(proposal));
  }

  @Test
  default void draftsAreListedNewestFirst() {
    BookKey book = new BookKey(freshSeller(), Audience.SUB_RESELLER);
    Head first = in(book, () -> drafts().add(draft(book))).head();
    Head second = in(book, () -> drafts().add(draft(book))).head();
    Head third = in(book, () -> drafts().add(draft(book))).head();

    assertThat(in(book, () -> drafts().page(book, OptionalLong.empty(), 2)))
        .containsExactly(third, second);
    assertThat(in(book, () -> drafts().page(book, OptionalLong.of(second.id()), 2)))
        .containsExactly(first);
  }

  private Draft replace(Draft draft) {
    drafts().replace(draft);
    return draft;
  }

  private <T> T in(BookKey book, Supplier<T> work) {
    return inTransactionOf(book.seller(), work);
  }

  /** With everything a draft can have. */
  private static Draft draft(BookKey book) {
    ProposedAmount amount = new ProposedAmount("9.90", "USD");
    Mark mark = new Mark("client-1", NOW);
    return new Draft(
        new Head(0, book, 1, 7, Origin.MARGIN, "秋の価格", NOW.plusSeconds(60), mark, mark),
        new Changes(
            "USD",
            List.of(
                new ProposedSlab("slabs[0]", 1, amount, null),
                new ProposedSlab("slabs[1]", 2, null, 50)),
            new ProposedPrices(
                List.of(new ProposedCell("prices[0]", "com", ProductAction.RENEW, 1, 2, amount)),
                List.of(
                    new ProposedPromo(
                        "promos[0]",
                        "com",
                        new UUID(1, 2),
                        "Autumn",
                        amount,
                        Set.of(ProductAction.REGISTER, ProductAction.TRANSFER),
                        NOW,
                        NOW.plusSeconds(1))),
                List.of(new ProposedFee("applicationFees[0]", "net", amount))),
            List.of(new Removal("withdraw[0]", "org", Part.PRODUCT))));
  }
}
