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
import org.springframework.stereotype.Component;

/**
 * Whether the news is still news, and what it says: in the parent's brand, the partner's language.
 */
@Component
class MilestoneSource implements NoticeSource {

  private static final Duration UNTIL_IT_IS_KNOWN = Duration.ofMinutes(1);

  private final Sellers sellers;

  MilestoneSource(Sellers sellers) {
    this.sellers = sellers;
  }

  @Override
  public boolean knows(Matter matter) {
    return matter instanceof Matter.PartnerMilestone milestone
        && (milestone.kind().equals(Milestone.SignedUp.KIND)
            || milestone.kind().equals(Milestone.Activated.KIND));
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
    return milestone.kind().equals(Milestone.SignedUp.KIND)
        ? signedUp(partner.get(), parent.get().brand())
        : activated(partner.get(), parent.get().brand(), now);
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
