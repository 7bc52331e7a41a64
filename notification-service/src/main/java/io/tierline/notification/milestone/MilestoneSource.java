package io.tierline.notification.milestone;

import io.tierline.contracts.Brand;
import io.tierline.notification.directory.Seller;
import io.tierline.notification.directory.Sellers;
import io.tierline.notification.letter.Letter;
import io.tierline.notification.letter.Recipient;
import io.tierline.notification.letter.ShippedLanguage;
import io.tierline.notification.notice.Matter;
import io.tierline.notification.notice.Notice;
import io.tierline.notification.notice.NoticeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Whether the news is still news, and what it says: in the parent's brand, the partner's language.
 */
@Component
class MilestoneSource implements NoticeSource {

  private static final Set<String> KINDS =
      Set.of(Letter.SignupReceived.KIND, Letter.SignupRejected.KIND, Letter.AccountActive.KIND);
  private static final Duration UNTIL_IT_IS_KNOWN = Duration.ofMinutes(1);

  private final Sellers sellers;

  MilestoneSource(Sellers sellers) {
    this.sellers = sellers;
  }

  @Override
  public boolean knows(Matter matter) {
    return matter instanceof Matter.PartnerMilestone milestone && KINDS.contains(milestone.kind());
  }

  @Override
  public Verdict examine(Notice.Facts facts, Instant now) {
    if (!(facts.matter() instanceof Matter.PartnerMilestone milestone)) {
      throw new IllegalArgumentException("Not a milestone: " + facts.matter());
    }
    if (facts.window().isUselessAt(now)) {
      return new Verdict.Fail("missed: it could not be sent while it was news");
    }
    Optional<Seller> partner = sellers.find(milestone.partnerId());
    Optional<Seller> parent = sellers.find(facts.sellerId());
    if (partner.isEmpty() || parent.isEmpty()) {
      return new Verdict.Wait(now.plus(UNTIL_IT_IS_KNOWN));
    }
    Brand brand = parent.get().brand();
    return switch (milestone.kind()) {
      case Letter.SignupReceived.KIND -> signedUp(partner.get(), brand);
      case Letter.SignupRejected.KIND -> rejected(partner.get(), brand, now);
      case Letter.AccountActive.KIND -> activated(partner.get(), brand, now);
      default -> throw new IllegalArgumentException("Not a milestone: " + milestone.kind());
    };
  }

  private static Verdict signedUp(Seller partner, Brand brand) {
    return switch (partner.standing()) {
      case Seller.Standing.SignedUp waiting ->
          new Verdict.Send(
              new Letter.SignupReceived(
                  brand,
                  recipient(partner),
                  partner.company(),
                  waiting.expectedActiveFrom(),
                  waiting.expectedActiveBy()));
      case Seller.Standing.Active _ -> new Verdict.Suppress("active already");
      case Seller.Standing.Rejected _ -> new Verdict.Suppress("rejected");
    };
  }

  private static Verdict rejected(Seller partner, Brand brand, Instant now) {
    return switch (partner.standing()) {
      case Seller.Standing.Rejected _ ->
          new Verdict.Send(new Letter.SignupRejected(brand, recipient(partner), partner.company()));
      // The fact that rejected it is still on its way to the directory.
      case Seller.Standing.SignedUp _ -> new Verdict.Wait(now.plus(UNTIL_IT_IS_KNOWN));
      case Seller.Standing.Active _ -> new Verdict.Suppress("active");
    };
  }

  private static Verdict activated(Seller partner, Brand brand, Instant now) {
    return switch (partner.standing()) {
      case Seller.Standing.Active _ ->
          new Verdict.Send(new Letter.AccountActive(brand, recipient(partner), partner.company()));
      // The fact that made it active is still on its way to the directory.
      case Seller.Standing.SignedUp _ -> new Verdict.Wait(now.plus(UNTIL_IT_IS_KNOWN));
      case Seller.Standing.Rejected _ -> new Verdict.Suppress("rejected");
    };
  }

  private static Recipient recipient(Seller partner) {
    return new Recipient(
        partner.company(),
        Objects.requireNonNullElse(partner.contactEmail(), ""),
        ShippedLanguage.firstOf(partner.language())
            .in(Objects.requireNonNullElse(partner.country(), "")),
        ZoneOffset.UTC);
  }
}
