package io.tierline.pricing.tldstatus;

import static io.tierline.pricing.db.Tables.TLD_TERMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.tldstatus.TermsVersion.Publication;
import java.net.URI;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqTldTermsTest extends OnRealServers implements TldTermsBehaviour {

  @Autowired private TldTerms terms;
  @Autowired private DSLContext sql;

  @Override
  public TldTerms terms() {
    return terms;
  }

  @Override
  public <T> T inTransactionOf(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }

  @Override
  public SellerId knownOperator() {
    return anOperator();
  }

  @Override
  public SellerId knownPartnerOf(SellerId operator) {
    return aPartnerOf(operator);
  }

  @Test
  @DisplayName("PR-1 PR-15: nobody publishes terms in another's name, and nobody changes any")
  void rowLevelSecurityKeepsSellersApart() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    TermsVersion second =
        new TermsVersion(
            "com",
            2,
            new Publication(
                URI.create("https://registry.example/com"), NOW, "client-1", "because"));
    asSeller(operator, () -> terms.record(operator, second));

    assertThat(asSeller(anOperator(), () -> sql.fetchCount(TLD_TERMS))).isZero();
    assertThatThrownBy(
            () ->
                asSeller(
                    partner,
                    () -> terms.record(operator, new TermsVersion("com", 3, second.publication()))))
        .hasStackTraceContaining("row-level security");
    for (var change : new Query[] {sql.deleteFrom(TLD_TERMS), url("https://x.example")}) {
      assertThatThrownBy(() -> asSeller(operator, change::execute))
          .hasStackTraceContaining("permission denied");
    }
  }

  private Query url(String url) {
    return sql.update(TLD_TERMS).set(TLD_TERMS.URL, url);
  }
}
