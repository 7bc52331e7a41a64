package io.tierline.pricing.tldstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.tldstatus.TermsVersion.Publication;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import java.net.URI;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of TLDs' terms does. */
public interface TldTermsBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

  TldTerms terms();

  <T> T inTransactionOf(SellerId seller, Supplier<T> work);

  SellerId knownOperator();

  SellerId knownPartnerOf(SellerId operator);

  @Test
  @DisplayName("PR-15: the newest terms count for the operator's whole tree, and for no other")
  default void theNewestCountsForTheTree() {
    SellerId operator = knownOperator();
    SellerId partner = knownPartnerOf(operator);
    SellerId other = knownOperator();
    publish(operator, version("com", 2));
    publish(operator, version("com", 3));
    publish(operator, version("net", 2));
    publish(other, version("org", 2));

    for (SellerId seller : new SellerId[] {operator, partner}) {
      assertThat(inTransactionOf(seller, () -> terms().current(seller)).values())
          .containsExactlyInAnyOrder(version("com", 3), version("net", 2));
    }
    assertThat(inTransactionOf(other, () -> terms().current(other))).containsOnlyKeys("org");
  }

  @Test
  @DisplayName("PR-15: every version of a TLD's terms is kept, and each is published once")
  default void everyVersionIsKept() {
    SellerId operator = knownOperator();
    for (int version = 2; version <= 4; version++) {
      assertThat(publish(operator, version("com", version))).isTrue();
    }
    assertThat(publish(operator, version("com", 4))).isFalse();

    assertThat(
            inTransactionOf(
                operator,
                () -> terms().history(operator, "com", new Window(OptionalLong.empty(), 2))))
        .containsExactly(version("com", 4), version("com", 3));
    assertThat(
            inTransactionOf(
                operator,
                () -> terms().history(operator, "com", new Window(OptionalLong.of(3), 2))))
        .containsExactly(version("com", 2));
  }

  private boolean publish(SellerId operator, TermsVersion version) {
    return inTransactionOf(operator, () -> terms().record(operator, version));
  }

  private static TermsVersion version(String tld, int version) {
    return new TermsVersion(
        tld,
        version,
        new Publication(
            URI.create("https://registry.example/" + tld + "/" + version),
            NOW,
            "client-1",
            "because"));
  }
}
