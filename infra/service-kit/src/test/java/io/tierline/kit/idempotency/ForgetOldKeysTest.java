package io.tierline.kit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.ShopTest;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.testsupport.ServiceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("servers")
@ShopTest
@DisplayName("Idempotency keys are remembered as long as promised, and not for ever")
class ForgetOldKeysTest {

  @Autowired ForgetOldKeys forgetOldKeys;
  @Autowired IdempotencyKeys keys;
  @Autowired PlatformTransactionManager transactions;
  @Autowired ServiceDatabase database;

  @Test
  void oldKeysAreForgottenAndYoungOnesAreNot() throws Exception {
    String old = UUID.randomUUID().toString();
    String young = UUID.randomUUID().toString();
    claim(old, "first");
    claim(young, "first");
    // Only the owner can make them old.
    makeOld(old);

    forgetOldKeys.forget();

    assertThat(claim(old, "second")).isEmpty();
    assertThat(claim(young, "second")).contains("first");
  }

  private Optional<String> claim(String key, String reference) {
    return SellerScope.asSeller(
        "6100",
        () ->
            new TransactionTemplate(transactions)
                .execute(_ -> keys.claim(key, "fingerprint", reference)));
  }

  private void makeOld(String key) throws SQLException {
    try (Connection owner =
            DriverManager.getConnection(database.jdbcUrl(), "kit_owner", "kit_owner");
        Statement statement = owner.createStatement()) {
      statement.executeUpdate(
          "update service_kit.claim set created_at = created_at - interval '8 days' where key = '%s'"
              .formatted(key));
    }
  }
}
