package io.tierline.onboarding;

import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.onboarding.bootstrap.EstablishOperator;
import io.tierline.onboarding.calendar.LoadBusinessCalendars;
import io.tierline.onboarding.calendar.PublishedCalendar;
import io.tierline.onboarding.identity.Secret;
import io.tierline.onboarding.seller.Contact;
import io.tierline.onboarding.seller.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Before the first request: the calendars are loaded and the configured operators exist. */
@Component
final class Startup implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
  private static final List<String> CALENDARS = List.of("us-utc", "sg", "jp");

  private final LoadBusinessCalendars loadBusinessCalendars;
  private final EstablishOperator establishOperator;
  private final OnboardingSettings settings;

  Startup(
      LoadBusinessCalendars loadBusinessCalendars,
      EstablishOperator establishOperator,
      OnboardingSettings settings) {
    this.loadBusinessCalendars = loadBusinessCalendars;
    this.establishOperator = establishOperator;
    this.settings = settings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    SellerScope.inBackground(
        () -> {
          loadBusinessCalendars.load(CALENDARS.stream().map(Startup::calendar).toList());
          settings.operators().forEach(this::establish);
        });
  }

  private void establish(OnboardingSettings.Operator operator) {
    Long id = operator.id();
    boolean established =
        establishOperator.establish(
            new EstablishOperator.Wanted(
                id == null ? null : new SellerId(id),
                operator.clientId(),
                Secret.of(operator.clientSecret()),
                operator.calendar(),
                new Profile(
                    operator.company(),
                    new Contact(operator.company(), operator.contactEmail(), null),
                    operator.country(),
                    operator.language(),
                    CurrencyUnit.of(operator.currency()),
                    operator.brand().brand())));
    if (established) {
      LOG.info("The operator {} was established", operator.company());
    }
  }

  static PublishedCalendar calendar(String id) {
    String file = "/onboarding/calendars/" + id + ".csv";
    try (InputStream bytes = Startup.class.getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IllegalStateException("The file " + file + " is missing");
      }
      return PublishedCalendar.parse(
          file,
          new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
              .lines()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
