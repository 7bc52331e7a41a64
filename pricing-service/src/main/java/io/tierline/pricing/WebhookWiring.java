package io.tierline.pricing;

import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.feed.ReadFeed;
import io.tierline.pricing.webhook.ChangeEndpoint;
import io.tierline.pricing.webhook.Deliveries;
import io.tierline.pricing.webhook.DeliveryFormat;
import io.tierline.pricing.webhook.Endpoints;
import io.tierline.pricing.webhook.Networks;
import io.tierline.pricing.webhook.Patience;
import io.tierline.pricing.webhook.ReadEndpoints;
import io.tierline.pricing.webhook.Receivers;
import io.tierline.pricing.webhook.RegisterEndpoint;
import io.tierline.pricing.webhook.RegisterEndpoint.Positions;
import io.tierline.pricing.webhook.RotateSecret;
import io.tierline.pricing.webhook.Secrets;
import io.tierline.pricing.webhook.SendDeliveries;
import io.tierline.pricing.webhook.WriteDeliveries;
import io.tierline.pricing.webhook.client.HttpReceivers;
import io.tierline.pricing.webhook.client.SealedSecrets;
import io.tierline.pricing.webhook.http.WebhookProblems;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the webhooks together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookWiring {

  private static final int ANSWER_MAX_BYTES = 16_384;

  /** Beyond an attempt: for its two transactions and a pause of the process. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

  @Bean
  Networks networks(WebhookSettings settings) {
    return new Networks(settings.allowedNetworks().stream().map(Networks.Block::of).toList());
  }

  @Bean
  Secrets webhookSecrets(WebhookSettings settings) {
    return new SealedSecrets(settings.keys());
  }

  @Bean
  Receivers receivers(Networks networks, WebhookSettings settings) {
    return new HttpReceivers(
        networks,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        new HttpReceivers.Limits(
            settings.sending().connectTimeout(),
            settings.sending().attemptMax(),
            ANSWER_MAX_BYTES));
  }

  @Bean
  WebhookProblems.Targets webhookTargets(Networks networks, WebhookSettings settings) {
    return new WebhookProblems.Targets(settings.schemes(), networks);
  }

  @Bean
  Positions positions(ReadFeed readFeed, DatabaseTime time) {
    return new Positions(readFeed, time);
  }

  @Bean
  RegisterEndpoint registerEndpoint(
      Endpoints endpoints, Secrets secrets, Positions positions, WebhookSettings settings) {
    return new RegisterEndpoint(endpoints, secrets, positions, settings.endpointsMax());
  }

  @Bean
  ChangeEndpoint changeEndpoint(
      Endpoints endpoints, Positions positions, WebhookSettings settings) {
    return new ChangeEndpoint(endpoints, positions, settings.sending().giveUpAfter());
  }

  @Bean
  RotateSecret rotateSecret(
      Endpoints endpoints, Secrets secrets, DatabaseTime time, WebhookSettings settings) {
    return new RotateSecret(endpoints, secrets, time, settings.secretOverlap());
  }

  @Bean
  ReadEndpoints readEndpoints(Endpoints endpoints, Deliveries deliveries, DatabaseTime time) {
    return new ReadEndpoints(endpoints, deliveries, time);
  }

  @Bean
  WriteDeliveries writeDeliveries(
      Deliveries deliveries, ReadFeed readFeed, DeliveryFormat format, WebhookSettings settings) {
    return new WriteDeliveries(deliveries, readFeed, format, settings.sending().giveUpAfter());
  }

  @Bean
  SendDeliveries sendDeliveries(
      Deliveries deliveries, DatabaseTime time, WebhookSettings settings) {
    WebhookSettings.Sending sending = settings.sending();
    return new SendDeliveries(
        deliveries,
        time,
        new SendDeliveries.Times(
            new Patience(
                sending.retryFirst(),
                sending.retryMax(),
                sending.giveUpAfter(),
                sending.disableAfter()),
            sending.connectTimeout().plus(sending.attemptMax()).plus(LEASE_MARGIN),
            settings.heartbeatEvery()),
        // One for each thread; there is nothing to guess in a wait.
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
          }
        });
  }

  @Bean
  SendDeliveries.Writing writing(DeliveryFormat format, Secrets secrets, ReadFeed readFeed) {
    return new SendDeliveries.Writing(format, secrets, readFeed);
  }
}
