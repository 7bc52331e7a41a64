package io.tierline.notification.milestone;

import io.tierline.contracts.SellerId;
import io.tierline.notification.letter.Letter;
import io.tierline.notification.notice.Matter;
import io.tierline.notification.notice.SendingWindow;
import java.time.Duration;
import java.time.Instant;

/** What a partner hears of, in its parent's name (domain.md NO-6). */
public sealed interface Milestone {

  SellerId partnerId();

  SellerId parentId();

  Instant at();

  Matter.PartnerMilestone matter();

  /** News of this kind is told within a day; after two weeks it is none any more. */
  default SendingWindow window() {
    return new SendingWindow(at(), at().plus(Duration.ofDays(1)), at().plus(Duration.ofDays(14)));
  }

  record SignedUp(SellerId partnerId, SellerId parentId, Instant at) implements Milestone {

    @Override
    public Matter.PartnerMilestone matter() {
      return new Matter.PartnerMilestone(partnerId, Letter.SignupReceived.KIND);
    }
  }

  record Rejected(SellerId partnerId, SellerId parentId, Instant at) implements Milestone {

    @Override
    public Matter.PartnerMilestone matter() {
      return new Matter.PartnerMilestone(partnerId, Letter.SignupRejected.KIND);
    }
  }

  record Activated(SellerId partnerId, SellerId parentId, Instant at) implements Milestone {

    @Override
    public Matter.PartnerMilestone matter() {
      return new Matter.PartnerMilestone(partnerId, Letter.AccountActive.KIND);
    }
  }
}
