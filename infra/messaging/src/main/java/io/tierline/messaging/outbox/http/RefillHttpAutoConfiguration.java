package io.tierline.messaging.outbox.http;

import io.tierline.messaging.outbox.Refilling;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.servlet.DispatcherServlet;

/** The staff's endpoint, in services with topics that others follow. */
@AutoConfiguration(afterName = "io.tierline.messaging.MessagingAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, PreAuthorize.class})
@ConditionalOnProperty("tierline.messaging.watermark-topics")
@ConditionalOnProperty(name = "tierline.messaging.relay.enabled", matchIfMissing = true)
class RefillHttpAutoConfiguration {

  @Bean
  RefillController refillController(Refilling refilling) {
    return new RefillController(refilling);
  }
}
