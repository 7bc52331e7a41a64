package io.tierline.onboarding.card.simulator;

import io.tierline.onboarding.calendar.BusinessCalendar;
import io.tierline.onboarding.card.CardAnswer;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.CardOnFile;
import io.tierline.onboarding.card.CardVerdict;
import io.tierline.onboarding.card.Cards;
import io.tierline.onboarding.card.CardsUnreachable;
import io.tierline.onboarding.card.simulator.SimulatorBook.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A processor whose answers follow from the token: {@code tok_<outcome>} or {@code
 * tok_<outcome>_<anything>}, where each different token is a different card.
 *
 * <ul>
 *   <li>{@code clear}, {@code review}, {@code reject}: authorised; that verdict after some business
 *       days
 *   <li>{@code declined}: the authorisation is refused at once; so is every unknown token
 *   <li>{@code capturefails}: clears, but the capture is refused
 *   <li>{@code flaky}: clears, but the first answer to every call is lost after the processor acted
 *   <li>{@code unreachable}: never answers
 * </ul>
 */
public final class SimulatedCards implements Cards {

  private final SimulatorBook book;
  private final Supplier<BusinessCalendar> calendar;
  private final int verdictBusinessDays;
  private final Clock clock;

  public SimulatedCards(
      SimulatorBook book,
      Supplier<BusinessCalendar> calendar,
      int verdictBusinessDays,
      Clock clock) {
    this.book = book;
    this.calendar = calendar;
    this.verdictBusinessDays = verdictBusinessDays;
    this.clock = clock;
  }

  @Override
  public CardAnswer authorise(CardCall call) {
    return switch (outcome(call.token())) {
      case "clear", "review", "reject", "capturefails", "flaky" -> authorised(call);
      case "declined" -> new CardAnswer.Refused("The card was declined by its issuer.");
      case "unreachable" -> throw new CardsUnreachable("The card processor does not answer");
      default -> new CardAnswer.Refused("The card token is not known to the card processor.");
    };
  }

  private CardAnswer authorised(CardCall call) {
    String reference = "auth_" + digest(call.idempotencyKey()).substring(0, 24);
    String fingerprint = digest(call.token());
    write(call, reference);
    return new CardAnswer.Authorised(
        new CardOnFile(
            reference, "fp_" + fingerprint.substring(0, 24), "visa", lastFour(fingerprint)));
  }

  @Override
  public CardAnswer capture(CardCall call) {
    if (outcome(call.token()).equals("capturefails")) {
      return new CardAnswer.Refused("The issuer withdrew the authorisation before the capture.");
    }
    write(call, call.requiredAuthorisation());
    return new CardAnswer.Done();
  }

  @Override
  public CardAnswer voidAuthorisation(CardCall call) {
    write(call, call.requiredAuthorisation());
    return new CardAnswer.Done();
  }

  @Override
  public CardVerdict verdict(String authorisation) {
    Operation authorised =
        book.authorisation(authorisation)
            .orElseThrow(() -> new CardsUnreachable("No authorisation " + authorisation));
    Instant decidedAt = calendar.get().plusBusinessDays(authorised.at(), verdictBusinessDays);
    if (clock.instant().isBefore(decidedAt)) {
      return new CardVerdict.Pending();
    }
    return switch (outcome(authorised.token())) {
      case "review" -> new CardVerdict.Review("The address could not be matched.");
      case "reject" -> new CardVerdict.Reject("The card was reported stolen.");
      default -> new CardVerdict.Clear();
    };
  }

  private void write(CardCall call, String reference) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    book.once(
        new Operation(
            call.idempotencyKey(), call.kind(), call.token(), reference, call.amount(), now));
    if (outcome(call.token()).equals("flaky") && call.attempts() == 1) {
      throw new CardsUnreachable("The answer of the card processor was lost");
    }
  }

  private static String outcome(String token) {
    String[] parts = token.split("_", 3);
    return parts.length < 2 || !parts[0].equals("tok") ? "" : parts[1].toLowerCase(Locale.ROOT);
  }

  private static String lastFour(String digest) {
    return "%04d".formatted(Integer.parseInt(digest.substring(0, 6), 16) % 10_000);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
