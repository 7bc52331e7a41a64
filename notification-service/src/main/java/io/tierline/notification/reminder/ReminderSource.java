package io.tierline.notification.reminder;

import io.tierline.notification.directory.Customer;
import io.tierline.notification.directory.Customers;
import io.tierline.notification.directory.Seller;
import io.tierline.notification.directory.Sellers;
import io.tierline.notification.directory.TimeZones;
import io.tierline.notification.letter.Letter;
import io.tierline.notification.letter.Recipient;
import io.tierline.notification.letter.ShippedLanguage;
import io.tierline.notification.notice.DecentHours;
import io.tierline.notification.notice.Matter;
import io.tierline.notification.notice.Notice;
import io.tierline.notification.notice.NoticeSource;
import io.tierline.notification.notice.SendingWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a queued reminder is still right to be sent, and what it says (domain.md NO-3, NO-4). */
@Component
class ReminderSource implements NoticeSource {

  private static final Duration UNTIL_IT_IS_KNOWN = Duration.ofMinutes(5);

  private final WatchedDomains domains;
  private final Customers customers;
  private final Sellers sellers;
  private final DecentHours hours;

  ReminderSource(WatchedDomains domains, Customers customers, Sellers sellers, DecentHours hours) {
    this.domains = domains;
    this.customers = customers;
    this.sellers = sellers;
    this.hours = hours;
  }

  @Override
  public boolean knows(Matter matter) {
    return matter instanceof Matter.DomainExpiry;
  }

  @Override
  public Verdict examine(Notice.Facts facts, Instant now) {
    if (!(facts.matter() instanceof Matter.DomainExpiry expiry)) {
      throw new IllegalArgumentException("Not a reminder: " + facts.matter());
    }
    return switch (domains.findAndHold(expiry.orderId()).orElse(null)) {
      case null -> new Verdict.Suppress("the domain is gone");
      case WatchedDomain.TransferredAway _ -> new Verdict.Suppress("transferred away");
      case WatchedDomain.Held held when !held.term().expiresAt().equals(expiry.expiresAt()) ->
          new Verdict.Suppress("renewed");
      case WatchedDomain.Held held -> examine(held, Stage.valueOf(expiry.stage()), now);
    };
  }

  private Verdict examine(WatchedDomain.Held domain, Stage stage, Instant now) {
    SendingWindow window = stage.window(domain.term());
    if (window.isUselessAt(now)) {
      return new Verdict.Fail("missed: it could not be sent while it was useful");
    }
    Optional<Customer> customer =
        customers.find(domain.customerId()).filter(c -> c.sellerId().equals(domain.sellerId()));
    Optional<Seller> seller = sellers.find(domain.sellerId());
    if (customer.isEmpty() || seller.isEmpty()) {
      return new Verdict.Wait(now.plus(UNTIL_IT_IS_KNOWN));
    }
    ZoneId zone = TimeZones.orUtc(customer.get().timeZone());
    Instant decent = hours.next(now, zone, window.deadlineAt(now));
    return decent.isAfter(now)
        ? new Verdict.Wait(decent)
        : new Verdict.Send(reminder(domain, stage, customer.get(), seller.get()));
  }

  private static Letter reminder(
      WatchedDomain.Held domain, Stage stage, Customer customer, Seller seller) {
    ShippedLanguage language = ShippedLanguage.firstOf(customer.language(), seller.language());
    return new Letter.RenewalReminder(
        seller.brand(),
        new Recipient(
            customer.name(),
            customer.email(),
            language.in(customer.country()),
            TimeZones.orUtc(customer.timeZone())),
        stage.name(),
        domain.domainName(),
        domain.term().expiresAt(),
        domain.term().lastDayToRenew());
  }
}
