package io.tierline.localstack;

import io.tierline.contracts.SellerId;
import io.tierline.localstack.Api.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the services are told about each other and about the operator of the local stack. The
 * secrets are no secrets: everything listens on the loopback address of one machine only.
 */
final class StackSettings {

  static final Credentials OPERATOR =
      new Credentials("operator", "local-operator-secret-of-this-machine-only");

  static final SellerId OPERATOR_ID = SellerId.of("1001");

  /** By which the operator could be recognised: no customer may ever read one of these. */
  static final List<String> OPERATOR_NAMES = List.of("Registry House", "registry-house");

  static final String TERMS_VERSION = "2026-11";
  static final String AGREEMENT_VERSION = "2026-11";

  /** Of those who run the installation, whoever its operators are. */
  private static final Credentials INSTALLATION =
      new Credentials("installation", "local-installation-secret-of-this-machine-only");

  private static final String ORDERING_SECRET = "local-ordering-secret-of-this-machine-only";

  /** In base64, 32 bytes. */
  private static final String WEBHOOK_KEY =
      Base64.getEncoder()
          .encodeToString("local-key-of-this-machine-only!!".getBytes(StandardCharsets.US_ASCII));

  private StackSettings() {}

  /** Settings of one service, beside its database, its port and the broker. */
  static Map<String, Object> of(String service, Addresses addresses) {
    String identity = Addresses.url(addresses.onboarding());
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("server.address", "127.0.0.1");
    settings.put("tierline.identity.issuer", identity);
    switch (service) {
      case "onboarding" -> settings.putAll(onboarding());
      case "pricing" -> {
        settings.put("tierline.identity.jwks-uri", identity + "/oauth2/jwks");
        settings.put("tierline.pricing.webhooks.keys", WEBHOOK_KEY);
        settings.put("tierline.pricing.webhooks.schemes", "http-too");
        settings.put("tierline.pricing.webhooks.allowed-networks", "127.0.0.0/8,::1/128");
      }
      case "ordering" -> {
        settings.put("tierline.identity.jwks-uri", identity + "/oauth2/jwks");
        settings.put("tierline.pricing.url", Addresses.url(addresses.pricing()));
        settings.put("tierline.pricing.client-secret", ORDERING_SECRET);
      }
      case "notification" -> {
        settings.put("tierline.identity.jwks-uri", identity + "/oauth2/jwks");
        settings.put("spring.mail.host", "127.0.0.1");
        settings.put("spring.mail.port", addresses.smtp());
        settings.put("tierline.notification.neutral-from", "reminders@domain-notices.example");
        settings.put("tierline.notification.bounces", "bounces@domain-notices.example");
        settings.put("tierline.notification.helo-name", "mail.domain-notices.example");
        settings.put("tierline.notification.delivery.retry-first", "2s");
      }
      default -> throw new IllegalArgumentException("No service is called " + service);
    }
    return settings;
  }

  private static Map<String, Object> onboarding() {
    Map<String, Object> settings = new LinkedHashMap<>();
    String operator = "tierline.operators[0].";
    settings.put(operator + "id", OPERATOR_ID.value());
    settings.put(operator + "company", "Registry House Pte. Ltd.");
    settings.put(operator + "currency", "USD");
    settings.put(operator + "language", "en");
    settings.put(operator + "country", "SG");
    settings.put(operator + "contact-email", "partners@registry-house.example");
    settings.put(operator + "calendar", "us-utc");
    settings.put(operator + "brand.name", "Registry House");
    settings.put(operator + "brand.support-email", "support@registry-house.example");
    settings.put(operator + "brand.reply-to", "support@registry-house.example");
    settings.put(operator + "client-id", OPERATOR.id());
    settings.put(operator + "client-secret", OPERATOR.secret());
    settings.put("tierline.service-clients[0].client-id", "ordering");
    settings.put("tierline.service-clients[0].client-secret", ORDERING_SECRET);
    settings.put("tierline.service-clients[0].scopes[0]", "quotes.chain");
    settings.put("tierline.service-clients[1].client-id", INSTALLATION.id());
    settings.put("tierline.service-clients[1].client-secret", INSTALLATION.secret());
    settings.put("tierline.service-clients[1].scopes[0]", "installation");
    return settings;
  }
}
