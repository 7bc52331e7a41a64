package io.tierline.onboarding.certificate;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Set-ups with their progress. Taking is a transaction of its own: a set-up taken is leased. */
public interface CertificateSetups {

  /**
   * @param attempts failures of the present step in a row
   */
  record Tracked(
      CertificateSetup setup,
      long version,
      int attempts,
      @Nullable String lastFailure,
      Instant nextStepAt) {}

  void open(CertificateSetup.Subject subject, SellerId parentId, Instant now);

  /**
   * Begins anew for another host name; nothing of the old order is used any more.
   *
   * @throws AlreadyIssued when there is a certificate for the old name
   */
  void restart(SellerId seller, String hostName, Instant now);

  /** The old name has its certificate: the set-up goes to its end by itself. */
  final class AlreadyIssued extends RuntimeException {
    public AlreadyIssued(SellerId seller) {
      super("The certificate of seller %s is issued".formatted(seller));
    }
  }

  Optional<Tracked> find(SellerId seller);

  /**
   * Takes set-ups whose next step is due and that nobody has, with {@code for update skip locked}.
   */
  List<Tracked> takeDue(Instant now, int limit, Duration lease);

  /**
   * @return false when somebody else advanced it
   */
  boolean advance(Tracked tracked, CertificateSetup next, Instant now);

  /** Notes that the step comes later; a failure counts as an attempt and is shown. */
  void postpone(Tracked tracked, Instant until, @Nullable String failure);
}
