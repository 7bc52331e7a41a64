package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was applied for; the same in every state, but for the storefront's name.
 *
 * @param operatorId the root of the tree, whose calendar counts and whose staff review
 * @param payment how the initial credit is paid
 * @param storefrontHost the name the certificate of an Advanced partner is for
 */
public record Application(
    SellerId sellerId,
    SellerId parentId,
    SellerId operatorId,
    Terms terms,
    Payment payment,
    String storefrontHost,
    Instant submittedAt) {

  public Application withStorefrontHost(String host) {
    return new Application(sellerId, parentId, operatorId, terms, payment, host, submittedAt);
  }

  /**
   * @param cardToken the processor's token; null unless paid by card, and never a card number
   */
  public record Payment(PaymentMethod method, @Nullable String cardToken) {

    public Payment {
      if ((method == PaymentMethod.CARD) != (cardToken != null)) {
        throw new IllegalArgumentException("A card payment, and only that, has a card token");
      }
    }

    public String requiredCardToken() {
      String token = cardToken;
      if (token == null) {
        throw new IllegalStateException("Paid by " + method + ", not by card");
      }
      return token;
    }
  }
}
