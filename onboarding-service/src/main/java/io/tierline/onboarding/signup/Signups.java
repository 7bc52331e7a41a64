package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All signups that the current scope may see. */
public interface Signups {

  /**
   * @param version grows with every transition
   * @param since when the present state began
   */
  record Recorded(Signup signup, long version, Instant since) {}

  /**
   * @return false when another partner has that storefront
   */
  boolean open(Signup signup, Instant now);

  Optional<Recorded> find(SellerId seller);

  /** The same, and nobody else advances it until the running transaction ends. */
  Optional<Recorded> lock(SellerId seller);

  /** Whether a partner that is not rejected has that storefront. */
  boolean isStorefrontTaken(String host);

  /**
   * @return false when the signup is no longer at that version: somebody else was faster
   * @throws StorefrontTaken when another partner has its storefront's name
   */
  boolean save(Recorded expected, Signup next, Instant now);

  /** Another partner was faster. */
  final class StorefrontTaken extends RuntimeException {
    public StorefrontTaken(String host) {
      super(host + " is another partner's");
    }
  }

  /** Signups in the order of their sellers. */
  List<Recorded> list(@Nullable SellerId after, int limit);

  /** Signups of an operator's whole tree whose cards await a decision. */
  List<Recorded> inReview(SellerId operator, @Nullable SellerId after, int limit);

  /**
   * Signups whose card the processor has not judged yet and that were not asked about for so long,
   * taken with {@code for update skip locked}.
   */
  List<Signup.AwaitingCardVerification> takeAwaitingVerdict(int limit, Duration notAskedFor);

  /**
   * Signups with a hold that was due before that moment and not alerted yet, marked as alerted now
   * (domain.md ON-6).
   */
  List<Recorded> takeOverdue(Instant dueBefore, Instant now, int limit);
}
