package io.tierline.notification.reminder;

import io.tierline.notification.notice.SendingWindow;
import java.time.Duration;

/**
 * The three mandatory reminders of the ICANN Expired Registration Recovery Policy, 2.1 and 2.2
 * (domain.md NO-2). Days are 24 hours. A stage ceases to be useful where the next one opens, so
 * that never two are owed at once.
 */
public enum Stage {
  /** 35 to 26 days before the last day to renew; late until the week's reminder takes over. */
  ONE_MONTH_BEFORE {
    @Override
    public SendingWindow window(RenewalTerm term) {
      return new SendingWindow(
          term.renewBy().minus(days(35)),
          term.renewBy().minus(days(26)),
          term.renewBy().minus(days(10)));
    }
  },

  /** 10 to 4 days before the last day to renew; late until that day has passed. */
  ONE_WEEK_BEFORE {
    @Override
    public SendingWindow window(RenewalTerm term) {
      return new SendingWindow(
          term.renewBy().minus(days(10)), term.renewBy().minus(days(4)), term.renewBy());
    }
  },

  /**
   * Within 5 days after expiry, counted to expiry itself, also where the last day to renew lies
   * before it: "expired" must be true when it is read, and the policy says so. Late for as long as
   * registries usually still let an expired name be brought back.
   */
  AFTER_EXPIRY {
    @Override
    public SendingWindow window(RenewalTerm term) {
      return new SendingWindow(
          term.expiresAt(), term.expiresAt().plus(days(5)), term.expiresAt().plus(days(30)));
    }
  };

  public abstract SendingWindow window(RenewalTerm term);

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
