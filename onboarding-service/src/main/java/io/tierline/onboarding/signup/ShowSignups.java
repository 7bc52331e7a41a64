package io.tierline.onboarding.signup;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.audit.AuditEntry;
import io.tierline.onboarding.audit.AuditTrail;
import io.tierline.onboarding.certificate.CertificateSetups;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import io.tierline.onboarding.signup.Signups.Recorded;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Signups as far as the current scope may see them. */
public class ShowSignups {

  private final Signups signups;
  private final Sellers sellers;
  private final CertificateSetups certificateSetups;
  private final AuditTrail audit;

  public ShowSignups(
      Signups signups, Sellers sellers, CertificateSetups certificateSetups, AuditTrail audit) {
    this.signups = signups;
    this.sellers = sellers;
    this.certificateSetups = certificateSetups;
    this.audit = audit;
  }

  /**
   * @param certificate the SSL set-up; null when there is none (yet)
   * @param history the oldest first
   */
  public record Shown(
      Recorded recorded,
      Seller seller,
      CertificateSetups.@Nullable Tracked certificate,
      List<AuditEntry> history) {}

  @Transactional(readOnly = true)
  public Optional<Shown> show(SellerId id) {
    return signups
        .find(id)
        .map(
            recorded ->
                new Shown(
                    recorded,
                    sellers.find(id).orElseThrow(),
                    certificateSetups.find(id).orElse(null),
                    audit.of(id, "signup")));
  }

  @Transactional(readOnly = true)
  public List<Recorded> list(@Nullable SellerId after, int limit) {
    return signups.list(after, limit);
  }

  @Transactional(readOnly = true)
  public List<Recorded> inReview(SellerId operator, @Nullable SellerId after, int limit) {
    return signups.inReview(operator, after, limit);
  }
}
