package io.tierline.ordering.orders.http;

import io.tierline.contracts.InvoiceId;
import io.tierline.kit.idempotency.IdempotencyKeys;
import io.tierline.ordering.orders.ActionId;
import io.tierline.ordering.orders.RequestKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link RequestKeys} over the idempotency keys that all services share. */
@Component
class KeptRequestKeys implements RequestKeys {

  private final IdempotencyKeys keys;
  private final TransactionTemplate transaction;

  KeptRequestKeys(IdempotencyKeys keys, PlatformTransactionManager transactions) {
    this.keys = keys;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** A claim that is taken back: it tells who was first, and waits for a first one under way. */
  @Override
  public Optional<ActionId> find(Key key) {
    return transaction.execute(
        status -> {
          status.setRollbackOnly();
          return claim(key, new ActionId(0));
        });
  }

  @Override
  public Optional<ActionId> claim(Key key, ActionId action) {
    return keys.claim(key.text(), key.fingerprint(), action.toString())
        .map(first -> new ActionId(Long.parseLong(first)));
  }

  /**
   * @param text as the caller sent it
   * @param parts all that was asked for
   */
  static Key key(String text, List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return new Key(text, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Paying an invoice charges once by itself: the key only must not have meant something else. */
  void claimPaymentOf(InvoiceId invoice, String key) {
    String payment = "payment of invoice " + invoice;
    transaction.executeWithoutResult(_ -> keys.claim(key, payment, invoice.toString()));
  }
}
