package io.tierline.onboarding.signup;

import static io.tierline.onboarding.signup.SignupFixtures.CARD;
import static io.tierline.onboarding.signup.SignupFixtures.FRIDAY;
import static io.tierline.onboarding.signup.SignupFixtures.OPERATOR;
import static io.tierline.onboarding.signup.SignupFixtures.TUESDAY;
import static io.tierline.onboarding.signup.SignupFixtures.byCard;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.signup.Signups.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link Signups} does. */
public interface SignupsBehaviour {

  Signups signups();

  /** A seller that has no signup yet. */
  SellerId aNewSeller();

  @Test
  @DisplayName("A signup is found as it was kept, in each of its states")
  default void findsWhatItKeeps() {
    for (Signup state : everyState(aNewSeller()).toList()) {
      SellerId seller = aNewSeller();
      Signup first = byCard(seller, Plan.ADVANCED);
      signups().open(first, FRIDAY);
      if (!(state instanceof Signup.AwaitingCardVerification) && !wasDeclined(state)) {
        assertThat(
                signups()
                    .save(found(seller), byCard(seller, Plan.ADVANCED).authorised(CARD), FRIDAY))
            .isTrue();
      }
      long version = found(seller).version();
      Signup next =
          everyState(seller)
              .filter(s -> s.getClass() == state.getClass() && wasDeclined(s) == wasDeclined(state))
              .findFirst()
              .orElseThrow();

      assertThat(signups().save(found(seller), next, TUESDAY)).isTrue();

      assertThat(found(seller)).isEqualTo(new Recorded(next, version + 1, TUESDAY));
    }
  }

  @Test
  @DisplayName("ON-7 A hold resolves once: who comes second is told so, and changes nothing")
  default void keepsOneOfTwoAtOnce() {
    SellerId seller = aNewSeller();
    signups().open(byCard(seller, Plan.BASIC), FRIDAY);
    Recorded seen = found(seller);
    Signup first = byCard(seller, Plan.BASIC).authorised(CARD);
    Signup second = byCard(seller, Plan.BASIC).declined("late");

    assertThat(signups().save(seen, first, TUESDAY)).isTrue();
    assertThat(signups().save(seen, second, TUESDAY)).isFalse();

    assertThat(found(seller).signup()).isEqualTo(first);
  }

  @Test
  @DisplayName("Lists in the order of sellers, after a given one")
  default void listsInOrder() {
    SellerId first = aNewSeller();
    SellerId second = aNewSeller();
    signups().open(byCard(second, Plan.BASIC), FRIDAY);
    signups().open(byCard(first, Plan.BASIC), FRIDAY);

    assertThat(ids(signups().list(new SellerId(first.value() - 1), 2)))
        .containsExactly(first, second);
    assertThat(ids(signups().list(first, 1))).containsExactly(second);
    assertThat(ids(signups().list(second, 10))).isEmpty();
  }

  @Test
  @DisplayName(
      "ON-3 The review queue of an operator holds its tree's signups in review, only those")
  default void listsTheReviewQueue() {
    SellerId waiting = aNewSeller();
    SellerId inReview = aNewSeller();
    signups().open(byCard(waiting, Plan.BASIC), FRIDAY);
    signups().open(byCard(inReview, Plan.BASIC), FRIDAY);
    signups()
        .save(
            found(inReview),
            byCard(inReview, Plan.BASIC).authorised(CARD).sentToReview("odd"),
            TUESDAY);

    SellerId before = new SellerId(Math.min(waiting.value(), inReview.value()) - 1);
    assertThat(ids(signups().inReview(OPERATOR, before, 10))).containsExactly(inReview);
    assertThat(ids(signups().inReview(new SellerId(777), null, 10))).isEmpty();
  }

  @Test
  @DisplayName("ON-5 A storefront has one owner, until its signup is rejected")
  default void keepsAStorefrontForOne() {
    SellerId first = aNewSeller();
    SellerId second = aNewSeller();
    Signup wanted =
        new Signup.AwaitingAuthorisation(
            byCard(second, Plan.BASIC)
                .application()
                .withStorefrontHost(byCard(first, Plan.BASIC).application().storefrontHost()),
            byCard(second, Plan.BASIC).promise());

    assertThat(signups().open(byCard(first, Plan.BASIC), FRIDAY)).isTrue();
    assertThat(signups().open(wanted, FRIDAY)).isFalse();
    assertThat(signups().save(found(first), byCard(first, Plan.BASIC).declined("no"), TUESDAY))
        .isTrue();
    assertThat(signups().open(wanted, FRIDAY)).isTrue();
  }

  @Test
  @DisplayName("ON-6 Each hold alerts for itself, also when an earlier one of that signup did")
  default void alertsEachHold() {
    SellerId seller = aNewSeller();
    Signup.AwaitingAuthorisation first = byCard(seller, Plan.BASIC);
    signups().open(first, FRIDAY);
    Instant late = first.promise().verifiedBy().plusSeconds(1);

    assertThat(ids(signups().takeOverdue(late, late, 1000))).contains(seller);
    assertThat(ids(signups().takeOverdue(late, late, 1000))).doesNotContain(seller);
    signups().save(found(seller), first.authorised(CARD), late);
    assertThat(ids(signups().takeOverdue(late, late, 1000))).contains(seller);
  }

  @Test
  @DisplayName("What was never opened is not found")
  default void findsNothingElse() {
    assertThat(signups().find(new SellerId(888_888))).isEmpty();
  }

  private static boolean wasDeclined(Signup signup) {
    return signup instanceof Signup.Rejected rejected && rejected.card() == null;
  }

  private Recorded found(SellerId seller) {
    return signups().find(seller).orElseThrow();
  }

  private static List<SellerId> ids(List<Recorded> recorded) {
    return recorded.stream().map(r -> r.signup().sellerId()).toList();
  }

  /** All states that a card signup can be in. */
  private static Stream<Signup> everyState(SellerId seller) {
    var authorising = byCard(seller, Plan.ADVANCED);
    var verifying = authorising.authorised(CARD);
    var capturing = verifying.cleared();
    var certificate = new Signup.AwaitingCertificate(capturing.application(), capturing.promise());
    return Stream.of(
        verifying,
        verifying.sentToReview("odd"),
        capturing,
        certificate,
        certificate.certificateProbed(),
        verifying.rejected("stolen"),
        authorising.declined("no funds"));
  }
}
