package io.tierline.notification.letter;

import io.tierline.contracts.Brand;
import java.time.Instant;

/** What is to be told to whom in whose name; not yet in words. */
public sealed interface Letter {

  /** The kind of notice; also the name of its template. */
  String kind();

  /** In whose name (domain.md NO-1). */
  Brand brand();

  Recipient recipient();

  /**
   * A domain comes to its end (domain.md NO-2). It says nothing about prices: those are the
   * partner's to tell, and may change before it is read.
   *
   * @param stage the stage of reminders, e.g. {@code ONE_MONTH_BEFORE}
   * @param domainName in its ASCII form
   */
  record RenewalReminder(
      Brand brand,
      Recipient recipient,
      String stage,
      String domainName,
      Instant expiresAt,
      Instant lastDayToRenew)
      implements Letter {

    public static final String KIND = "renewal-reminder";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /** A partner signed up and waits for its account (domain.md NO-6). */
  record SignupReceived(
      Brand brand,
      Recipient recipient,
      String company,
      Instant expectedActiveFrom,
      Instant expectedActiveBy)
      implements Letter {

    public static final String KIND = "signup-received";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * A signup was rejected and the payment given back (domain.md ON-4). It does not say why: who
   * tries stolen cards is not to learn what gave them away.
   */
  record SignupRejected(Brand brand, Recipient recipient, String company) implements Letter {

    public static final String KIND = "signup-rejected";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /** A partner's account can be used (domain.md NO-6). */
  record AccountActive(Brand brand, Recipient recipient, String company) implements Letter {

    public static final String KIND = "account-active";

    @Override
    public String kind() {
      return KIND;
    }
  }
}
