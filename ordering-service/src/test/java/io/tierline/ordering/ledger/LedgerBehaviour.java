package io.tierline.ordering.ledger;

import static io.tierline.ordering.ledger.LedgerWorld.NOON;
import static io.tierline.ordering.ledger.LedgerWorld.aCustomerOf;
import static io.tierline.ordering.ledger.LedgerWorld.aKey;
import static io.tierline.ordering.ledger.LedgerWorld.aPartnerOf;
import static io.tierline.ordering.ledger.LedgerWorld.aSeller;
import static io.tierline.ordering.ledger.LedgerWorld.house;
import static io.tierline.ordering.ledger.LedgerWorld.posting;
import static io.tierline.ordering.ledger.LedgerWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever it is kept in. */
abstract class LedgerBehaviour {

  private static final Instant TOMORROW = NOON.plus(Duration.ofDays(1));

  private SellerId seller = aSeller();
  private AccountId partner = new AccountId(1);
  private AccountId customer = new AccountId(1);
  private AccountId cash = new AccountId(1);
  private AccountId revenue = new AccountId(1);

  /** Runs the work against the ledger in one transaction of its own. */
  abstract <T> T in(Function<Ledger, T> work);

  @BeforeEach
  void openAccounts() {
    seller = aSeller();
    partner = in(ledger -> aPartnerOf(seller, ledger));
    customer = in(ledger -> aCustomerOf(seller, ledger));
    cash = in(ledger -> house(seller, Holder.Role.CASH, ledger));
    revenue = in(ledger -> house(seller, Holder.Role.REVENUE, ledger));
  }

  @Test
  @DisplayName("OR-1 an account is opened once per holder and currency, empty")
  void anAccountIsOpenedOnce() {
    Holder holder = new Holder.Partner(aSeller());

    Account first = in(ledger -> ledger.open(seller, holder, CurrencyUnit.USD, NOON));
    Account again = in(ledger -> ledger.open(seller, holder, CurrencyUnit.USD, NOON));
    Account other = in(ledger -> ledger.open(seller, holder, CurrencyUnit.EUR, NOON));

    assertThat(first.available()).isEqualTo(usd("0.00"));
    assertThat(again).isEqualTo(first);
    assertThat(other.id()).isNotEqualTo(first.id());
  }

  @Test
  @DisplayName("OR-1 a receipt raises the account; the entry shows the balance before and after")
  void anEntryShowsTheBalanceBeforeAndAfter() {
    List<Entry> first = entries(receive("500.00"));
    List<Entry> second = entries(pay("120.00"));

    assertThat(first)
        .extracting(Entry::amount, Entry::balanceBefore, Entry::balanceAfter, Entry::accountVersion)
        .containsExactly(tuple(usd("500.00"), usd("0.00"), usd("500.00"), 1L));
    assertThat(second)
        .extracting(Entry::amount, Entry::balanceBefore, Entry::balanceAfter, Entry::accountVersion)
        .containsExactly(tuple(usd("-120.00"), usd("500.00"), usd("380.00"), 2L));
    assertThat(balance(partner)).isEqualTo(usd("380.00"));
  }

  @Test
  @DisplayName("OR-1 every entry names its cause and what it was for")
  void everyEntryNamesItsCause() {
    Entry entry = entries(receive("10.00")).getFirst();

    assertThat(entry.cause()).startsWith("test/");
    assertThat(entry.purpose()).isEqualTo("receipt");
    assertThat(entry.happenedAt()).isEqualTo(NOON);
  }

  @Test
  @DisplayName("OR-1 several transfers of one posting run through the balance one after the other")
  void transfersOfOnePostingRunThroughTheBalance() {
    PostingOutcome outcome =
        in(
            ledger ->
                ledger.post(
                    posting(
                        aKey(),
                        new Transfer(cash, partner, usd("500.00"), "receipt"),
                        new Transfer(partner, revenue, usd("120.00"), "fee"))));

    assertThat(entries(outcome))
        .extracting(Entry::balanceAfter)
        .containsExactly(usd("500.00"), usd("380.00"));
  }

  @Test
  @DisplayName("OR-1 the balance is never negative: what is short is refused and nothing happens")
  void whatIsShortIsRefused() {
    receive("10.00");

    PostingOutcome outcome = pay("10.01");

    assertThat(outcome).isEqualTo(new PostingOutcome.ShortOfFunds(partner, usd("0.01")));
    assertThat(balance(partner)).isEqualTo(usd("10.00"));
    assertThat(statement()).hasSize(1);
  }

  @Test
  @DisplayName("OR-1 what was refused for lack of funds may be posted later with the same key")
  void aRefusedPostingLeavesItsKeyFree() {
    String key = aKey();
    Posting payment = posting(key, new Transfer(partner, revenue, usd("5.00"), "order"));

    PostingOutcome before = in(ledger -> ledger.post(payment));
    receive("5.00");
    PostingOutcome after = in(ledger -> ledger.post(payment));

    assertThat(before).isInstanceOf(PostingOutcome.ShortOfFunds.class);
    assertThat(after).isInstanceOf(PostingOutcome.Recorded.class);
    assertThat(balance(partner)).isEqualTo(usd("0.00"));
  }

  @Test
  @DisplayName("OR-3 all transfers of a posting or none, whichever account is short")
  void allTransfersOrNone() {
    receive("100.00");

    PostingOutcome outcome =
        in(
            ledger ->
                ledger.post(
                    posting(
                        aKey(),
                        new Transfer(partner, revenue, usd("9.00"), "leg"),
                        new Transfer(customer, revenue, usd("15.00"), "leg"))));

    assertThat(outcome).isEqualTo(new PostingOutcome.ShortOfFunds(customer, usd("15.00")));
    assertThat(balance(partner)).isEqualTo(usd("100.00"));
  }

  @Test
  @DisplayName("OR-1 a replay gets the first answer and moves nothing")
  void aReplayGetsTheFirstAnswer() {
    Posting receipt = posting(aKey(), new Transfer(cash, partner, usd("7.00"), "receipt"));

    PostingOutcome first = in(ledger -> ledger.post(receipt));
    receive("1.00");
    PostingOutcome replay = in(ledger -> ledger.post(receipt));

    assertThat(replay).isEqualTo(new PostingOutcome.Replayed((PostingOutcome.Recorded) first));
    assertThat(balance(partner)).isEqualTo(usd("8.00"));
  }

  @Test
  @DisplayName("OR-1 a key used for one posting is refused for another")
  void aKeyIsRefusedForAnotherPosting() {
    String key = aKey();
    PostingOutcome first =
        in(l -> l.post(posting(key, new Transfer(cash, partner, usd("7.00"), "receipt"))));

    PostingOutcome other =
        in(l -> l.post(posting(key, new Transfer(cash, partner, usd("8.00"), "receipt"))));

    assertThat(other)
        .isEqualTo(new PostingOutcome.KeyReused(((PostingOutcome.Recorded) first).id()));
    assertThat(balance(partner)).isEqualTo(usd("7.00"));
  }

  @Test
  @DisplayName("OR-1 a key used for a posting is refused for a hold of the same amounts")
  void aKeyOfAPostingIsNoKeyOfAHold() {
    Posting receipt = posting(aKey(), new Transfer(cash, partner, usd("7.00"), "receipt"));
    in(ledger -> ledger.post(receipt));

    PostingOutcome hold = in(ledger -> ledger.hold(receipt, TOMORROW));
    assertThat(hold).isInstanceOf(PostingOutcome.KeyReused.class);
  }

  @Test
  @DisplayName("OR-1 a hold reserves: available falls, the balance stays, there is no entry yet")
  void aHoldReserves() {
    receive("10.00");

    PostingOutcome outcome = hold("4.00");

    assertThat(entries(outcome)).isEmpty();
    assertThat(account(partner).posted()).isEqualTo(usd("10.00"));
    assertThat(account(partner).available()).isEqualTo(usd("6.00"));
    assertThat(pay("6.01")).isEqualTo(new PostingOutcome.ShortOfFunds(partner, usd("0.01")));
    assertThat(pay("6.00")).isInstanceOf(PostingOutcome.Recorded.class);
  }

  @Test
  @DisplayName("OR-1 what a hold would bring cannot be spent before it is posted")
  void whatAHoldWouldBringCannotBeSpent() {
    receive("10.00");
    in(l -> l.hold(posting(aKey(), new Transfer(partner, customer, usd("10.00"), "x")), TOMORROW));

    PostingOutcome early =
        in(l -> l.post(posting(aKey(), new Transfer(customer, revenue, usd("1.00"), "y"))));

    assertThat(early).isEqualTo(new PostingOutcome.ShortOfFunds(customer, usd("1.00")));
  }

  @Test
  @DisplayName("OR-1 a posted hold makes its entries")
  void aPostedHoldMakesItsEntries() {
    receive("10.00");
    PostingId hold = id(hold("4.00"));

    HoldOutcome outcome = end(hold, HoldOutcome.How.POSTED, NOON);

    assertThat(((HoldOutcome.Ended) outcome).entries())
        .extracting(Entry::amount, Entry::balanceAfter)
        .containsExactly(tuple(usd("-4.00"), usd("6.00")));
    assertThat(account(partner).available()).isEqualTo(usd("6.00"));
    assertThat(account(partner).pending()).isEqualTo(usd("0.00"));
  }

  @Test
  @DisplayName("OR-1 a voided hold gives back what it reserved and leaves no entry")
  void aVoidedHoldGivesBack() {
    receive("10.00");
    PostingId hold = id(hold("4.00"));

    HoldOutcome outcome = end(hold, HoldOutcome.How.VOIDED, NOON);

    assertThat(((HoldOutcome.Ended) outcome).entries()).isEmpty();
    assertThat(account(partner).available()).isEqualTo(usd("10.00"));
    assertThat(statement()).hasSize(1);
  }

  @Test
  @DisplayName("OR-1 a hold ends once: the same end again is the first answer, another is refused")
  void aHoldEndsOnce() {
    receive("10.00");
    PostingId hold = id(hold("4.00"));

    HoldOutcome first = end(hold, HoldOutcome.How.POSTED, NOON);
    HoldOutcome again = end(hold, HoldOutcome.How.POSTED, TOMORROW);
    HoldOutcome voided = end(hold, HoldOutcome.How.VOIDED, TOMORROW);
    HoldOutcome expired = end(hold, HoldOutcome.How.EXPIRED, TOMORROW);

    assertThat(again).isEqualTo(first);
    assertThat(voided).isEqualTo(new HoldOutcome.EndedOtherwise(HoldOutcome.How.POSTED));
    assertThat(expired).isEqualTo(new HoldOutcome.EndedOtherwise(HoldOutcome.How.POSTED));
    assertThat(balance(partner)).isEqualTo(usd("6.00"));
  }

  @Test
  @DisplayName("OR-1 a hold expires at its time, not before")
  void aHoldExpiresAtItsTime() {
    receive("10.00");
    PostingId hold = id(hold("4.00"));

    assertThat(end(hold, HoldOutcome.How.EXPIRED, TOMORROW.minusMillis(1)))
        .isEqualTo(new HoldOutcome.NotDue());
    assertThat(account(partner).available()).isEqualTo(usd("6.00"));
    assertThat(end(hold, HoldOutcome.How.EXPIRED, TOMORROW)).isInstanceOf(HoldOutcome.Ended.class);
    assertThat(account(partner).available()).isEqualTo(usd("10.00"));
  }

  @Test
  @DisplayName("OR-1 only holds can be ended")
  void onlyHoldsCanBeEnded() {
    PostingId receipt = id(receive("10.00"));

    assertThatThrownBy(() -> end(receipt, HoldOutcome.How.VOIDED, NOON))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  @DisplayName("PR-18 accounts of two currencies never meet in a transfer")
  void currenciesNeverMeet() {
    AccountId euros =
        in(l -> l.open(seller, new Holder.House(Holder.Role.CASH), CurrencyUnit.EUR, NOON)).id();

    assertThatThrownBy(
            () ->
                in(l -> l.post(posting(aKey(), new Transfer(euros, partner, usd("1.00"), "mix")))))
        .isInstanceOf(RuntimeException.class);
    assertThat(balance(partner)).isEqualTo(usd("0.00"));
  }

  @Test
  @DisplayName("OR-1 a transfer stays in the books of one seller")
  void aTransferStaysInOneBook() {
    AccountId foreign = in(l -> house(aSeller(), Holder.Role.CASH, l));

    assertThatThrownBy(
            () ->
                in(l -> l.post(posting(aKey(), new Transfer(foreign, partner, usd("1.00"), "x")))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  @DisplayName("OR-1 yen have no decimals and are kept as they are")
  void yenHaveNoDecimals() {
    CurrencyUnit yen = CurrencyUnit.JPY;
    AccountId account = in(l -> l.open(seller, new Holder.Partner(aSeller()), yen, NOON)).id();
    AccountId yenCash = in(l -> l.open(seller, new Holder.House(Holder.Role.CASH), yen, NOON)).id();

    PostingOutcome outcome =
        in(
            l ->
                l.post(
                    posting(
                        aKey(), new Transfer(yenCash, account, Money.ofMajor(yen, 1500), "x"))));

    assertThat(entries(outcome).getFirst().balanceAfter()).isEqualTo(Money.ofMajor(yen, 1500));
  }

  @Test
  @DisplayName("OR-1 a statement is read newest first, page by page")
  void aStatementIsReadPageByPage() {
    receive("1.00");
    receive("2.00");
    receive("3.00");

    List<Entry> first = in(ledger -> ledger.entries(partner, null, 2));
    List<Entry> second = in(ledger -> ledger.entries(partner, first.getLast().id(), 2));

    assertThat(first).extracting(Entry::amount).containsExactly(usd("3.00"), usd("2.00"));
    assertThat(second).extracting(Entry::amount).containsExactly(usd("1.00"));
  }

  @Test
  @DisplayName("OR-1 a transfer of nothing, or to oneself, cannot be said")
  void aTransferMovesSomething() {
    assertThatThrownBy(() -> new Transfer(cash, partner, usd("0.00"), "nothing"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Transfer(cash, cash, usd("1.00"), "self"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Posting("k", "c", NOON, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private PostingOutcome receive(String amount) {
    return in(l -> l.post(posting(aKey(), new Transfer(cash, partner, usd(amount), "receipt"))));
  }

  private PostingOutcome pay(String amount) {
    return in(l -> l.post(posting(aKey(), new Transfer(partner, revenue, usd(amount), "order"))));
  }

  private PostingOutcome hold(String amount) {
    return in(
        l ->
            l.hold(
                posting(aKey(), new Transfer(partner, revenue, usd(amount), "order")), TOMORROW));
  }

  private HoldOutcome end(PostingId hold, HoldOutcome.How how, Instant at) {
    return in(ledger -> ledger.end(hold, how, "test/end", at));
  }

  private Account account(AccountId id) {
    return in(ledger -> ledger.byId(id)).orElseThrow();
  }

  private Money balance(AccountId id) {
    return account(id).posted();
  }

  private List<Entry> statement() {
    return in(ledger -> ledger.entries(partner, null, 100));
  }

  private static List<Entry> entries(PostingOutcome outcome) {
    return ((PostingOutcome.Recorded) outcome).entries();
  }

  private static PostingId id(PostingOutcome outcome) {
    return ((PostingOutcome.Recorded) outcome).id();
  }
}
