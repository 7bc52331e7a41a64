package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.calendar.BusinessCalendar;
import io.tierline.onboarding.calendar.BusinessCalendars;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import java.time.Clock;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** What signing up costs and how long it takes, before paying (domain.md ON-1, ON-6). */
public class ShowOffers {

  private final Sellers sellers;
  private final SignupOffers offers;
  private final BusinessCalendars calendars;
  private final SignupSettings settings;
  private final Clock clock;

  public ShowOffers(
      Sellers sellers,
      SignupOffers offers,
      BusinessCalendars calendars,
      SignupSettings settings,
      Clock clock) {
    this.sellers = sellers;
    this.offers = offers;
    this.calendars = calendars;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param ifPaidByCardNow the days promised to one who signs up at this moment
   */
  public record Shown(SignupOffer offer, Promise ifPaidByCardNow) {}

  /** Empty for a seller that is not active: it cannot sign up anybody. */
  @Transactional(readOnly = true)
  public List<Shown> show(SellerId id) {
    Seller seller = sellers.find(id).orElseThrow();
    if (!seller.isActive()) {
      return List.of();
    }
    BusinessCalendar calendar = calendars.named(seller.calendarId());
    return offers.of(id).stream()
        .map(
            offer ->
                new Shown(
                    offer,
                    settings
                        .promises()
                        .atSignup(offer.plan(), PaymentMethod.CARD, calendar, clock.instant())))
        .toList();
  }
}
