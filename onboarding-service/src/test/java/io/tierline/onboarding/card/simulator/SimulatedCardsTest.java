package io.tierline.onboarding.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.Calendars;
import io.tierline.onboarding.MutableClock;
import io.tierline.onboarding.card.CardAnswer;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.CardVerdict;
import io.tierline.onboarding.card.CardsUnreachable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("ON-3 The simulated card processor")
class SimulatedCardsTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-12-18T15:00:00Z"));
  private final Book book = new Book();
  private final SimulatedCards cards = new SimulatedCards(book, Calendars::plain, 1, clock);

  @ParameterizedTest
  @CsvSource({
    "tok_clear, Clear",
    "tok_clear_anything, Clear",
    "tok_review, Review",
    "tok_reject, Reject"
  })
  void decidesAfterABusinessDay(String token, String verdict) {
    CardAnswer.Authorised answer = (CardAnswer.Authorised) cards.authorise(call(token, 1));
    String authorisation = answer.card().authorisation();

    clock.set(Instant.parse("2026-12-21T14:59:59Z"));
    assertThat(cards.verdict(authorisation)).isInstanceOf(CardVerdict.Pending.class);
    clock.set(Instant.parse("2026-12-21T15:00:00Z"));
    assertThat(cards.verdict(authorisation).getClass().getSimpleName()).isEqualTo(verdict);
  }

  @Test
  void actsOncePerKey() {
    CardAnswer first = cards.authorise(call("tok_clear", 1));
    clock.set(Instant.parse("2026-12-19T15:00:00Z"));
    CardAnswer again = cards.authorise(call("tok_clear", 2));

    assertThat(again).isEqualTo(first);
    assertThat(book.operations).hasSize(1);
  }

  @Test
  void refusesDeclinedAndUnknownTokens() {
    assertThat(cards.authorise(call("tok_declined", 1))).isInstanceOf(CardAnswer.Refused.class);
    assertThat(cards.authorise(call("tok_nobody", 1))).isInstanceOf(CardAnswer.Refused.class);
    assertThat(cards.authorise(call("nonsense", 1))).isInstanceOf(CardAnswer.Refused.class);
    assertThat(book.operations).isEmpty();
  }

  @Test
  void canLoseItsAnswerAfterActing() {
    assertThatThrownBy(() -> cards.authorise(call("tok_flaky", 1)))
        .isInstanceOf(CardsUnreachable.class);
    assertThat(book.operations).hasSize(1);
    assertThat(cards.authorise(call("tok_flaky", 2))).isInstanceOf(CardAnswer.Authorised.class);
    assertThat(book.operations).hasSize(1);
  }

  @Test
  void differentTokensAreDifferentCards() {
    var one = (CardAnswer.Authorised) cards.authorise(call("tok_clear_a", 1));
    var other = (CardAnswer.Authorised) cards.authorise(call("tok_clear_b", 1));

    assertThat(one.card().fingerprint()).isNotEqualTo(other.card().fingerprint());
    assertThat(one.card().lastFour()).matches("[0-9]{4}");
  }

  private static CardCall call(String token, int attempts) {
    return new CardCall(
        1,
        new SellerId(1002),
        CardCall.Kind.AUTHORISE,
        "key-" + token,
        token,
        null,
        Money.ofMajor(CurrencyUnit.USD, 500),
        attempts);
  }

  private static final class Book implements SimulatorBook {

    private final Map<String, Operation> operations = new LinkedHashMap<>();

    @Override
    public Operation once(Operation operation) {
      Operation first = operations.putIfAbsent(operation.idempotencyKey(), operation);
      return first == null ? operation : first;
    }

    @Override
    public Optional<Operation> authorisation(String reference) {
      return operations.values().stream().filter(o -> o.reference().equals(reference)).findFirst();
    }
  }
}
