package io.tierline.onboarding.certificate.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.onboarding.certificate.local.LocalAuthorityStore.KeyAndCertificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ON-5 The local certificate authority")
class LocalAuthorityTest {

  private static final Instant NOW = Instant.parse("2026-12-22T15:00:00Z");
  private static final String HOST = "shop.sakura.example";

  private final LocalAuthority authority = LocalAuthority.of(LocalAuthority.create(NOW));

  @Test
  void signsForTheHostThatIsProbed() {
    KeyAndCertificate leaf = authority.issue(HOST, NOW);

    assertThat(authority.faultOf(leaf.certificatePem(), HOST, NOW)).isEmpty();
    assertThat(authority.faultOf(leaf.certificatePem(), "other.example", NOW))
        .hasValueSatisfying(fault -> assertThat(fault).contains("not for other.example"));
  }

  @Test
  @DisplayName("ON-2 signs for 200 days at most")
  void signsFor200DaysAtMost() throws Exception {
    X509Certificate leaf =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(
                        authority
                            .issue(HOST, NOW)
                            .certificatePem()
                            .getBytes(StandardCharsets.US_ASCII)));

    // Both ends of the period count (RFC 5280, 4.1.2.5).
    Duration validity =
        Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant())
            .plusSeconds(1);
    assertThat(validity).isLessThanOrEqualTo(Duration.ofDays(200));
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void seesWhatHasRunOutOrIsNotItsOwn() {
    String leaf = authority.issue(HOST, NOW).certificatePem();
    LocalAuthority stranger = LocalAuthority.of(LocalAuthority.create(NOW));

    assertThat(authority.faultOf(leaf, HOST, NOW.plus(Duration.ofDays(201)))).isPresent();
    assertThat(stranger.faultOf(leaf, HOST, NOW)).isPresent();
  }
}
