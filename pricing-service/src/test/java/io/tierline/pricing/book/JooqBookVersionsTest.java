package io.tierline.pricing.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.book.BookVersions.Versions;
import io.tierline.pricing.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqBookVersionsTest extends OnRealServers implements BookVersionsBehaviour {

  @Autowired private BookVersions versions;
  @Autowired private Catalog catalog;
  @Autowired private DSLContext sql;

  private int price = 10;

  @Test
  @DisplayName("PR-1: another's versions are nobody else's, however often one connection is asked")
  void anothersVersionsAreNotSeen() {
    SellerId mine = anOperator();
    SellerId other = anOperator();
    changePrices(mine);
    BookKey book = new BookKey(mine, Audience.CUSTOMER);

    for (int i = 0; i < 20; i++) {
      assertThat(versions(mine, book)).hasSize(1);
      assertThat(versions(other, book)).isEmpty();
      assertThat(versions.of(List.of(book))).isEmpty();
      assertThat(SellerScope.inBackground(() -> versions.of(List.of(book)))).hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "PR-16: versions are of the history of the server's process, of its database, and of that one's name")
  void theHistoryIsThatOfTheServer() throws Exception {
    SellerId seller = anOperator();
    changePrices(seller);
    BookKey book = new BookKey(seller, Audience.CUSTOMER);
    String server =
        inBackground(
                () ->
                    sql.fetchSingle(
                        """
                        select extract(epoch from pg_postmaster_start_time()) || '-' || oid
                               || '-' || messaging.history_name()
                        from pg_database where datname = current_database()
                        """))
            .get(0, String.class);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(server.getBytes(StandardCharsets.UTF_8));
    String history = HexFormat.of().formatHex(digest).substring(0, 16);

    assertThat(versions(seller, book))
        .hasEntrySatisfying(book, made -> assertThat(made.history()).isEqualTo(history));
    assertThat(inBackground(catalog::revision).history()).isEqualTo(history);
  }

  @Override
  public Map<BookKey, Versions> versions(SellerId seller, BookKey... keys) {
    return SellerScope.asSeller(seller.toString(), () -> versions.of(List.of(keys)));
  }

  @Override
  public SellerId aSeller() {
    return anOperator();
  }

  @Override
  public void changePrices(SellerId seller) {
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, ++price + ".00")))
        .ifMatch(readBook(seller, "CUSTOMER").send().etag())
        .ok();
  }

  @Override
  public void changeRules(SellerId seller) {
    call("PUT", "/v1/tax-rules")
        .as(seller, "prices.write")
        .body(
            """
            {"reason": "because", "taxes": [
              {"name": "GST", "country": "SG", "region": null, "kinds": ["TLD"],
               "ratePercent": "9", "basis": "SIMPLE"}]}
            """)
        .ok();
  }

  @Override
  public void changeMargins(SellerId seller) {
    call("PUT", "/v1/margin-rules/CUSTOMER")
        .as(seller, "prices.write")
        .body(
            """
            {"reason": "because", "rules": [
              {"state": "ON", "search": ["com"], "actions": ["RENEW"],
               "margins": [{"percentOfCost": "20"}], "rounding": {"afterPoint": "99"}}]}
            """)
        .ok();
  }

  @Override
  public void changeStatuses(SellerId seller) {
    call("PUT", "/v1/tld-statuses")
        .as(seller, "prices.write")
        .body(
            """
            {"reason": "because",
             "tlds": [{"tld": "net", "status": "DO_NOT_SELL", "agreedTermsVersion": 1}]}
            """)
        .ok();
  }
}
