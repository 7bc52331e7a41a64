package io.tierline.messaging.parking.http;

import io.tierline.messaging.BackgroundWork;
import io.tierline.messaging.parking.DiscardParkedRecord;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.ReplayParkedKey;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.DispatcherServlet;

/** The staff's endpoints, in services that have Spring MVC and Spring Security. */
@AutoConfiguration(afterName = "io.tierline.messaging.MessagingAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, PreAuthorize.class})
class ParkedHttpAutoConfiguration {

  @Bean
  ParkedController parkedController(
      ParkedRecords parked,
      ReplayParkedKey replays,
      DiscardParkedRecord discards,
      ObjectProvider<BackgroundWork> background,
      PlatformTransactionManager transactions) {
    return new ParkedController(
        new ParkedController.Reading(
            parked,
            background.getIfAvailable(() -> Runnable::run),
            new TransactionTemplate(transactions)),
        replays,
        discards);
  }
}
