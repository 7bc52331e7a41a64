package io.tierline.pricing.webhook.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String OTHER_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
  private static final SellerId SELLER = new SellerId(1002);

  @Test
  @DisplayName("the example of the Standard Webhooks libraries is signed as they sign it")
  void signaturesAreThoseOfTheSpecification() {
    assertThat(
            Signature.of(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}",
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  @DisplayName("while there are two secrets each signs")
  void eachSecretSigns() {
    SealedSecrets secrets = new SealedSecrets(List.of(KEY));
    assertThat(
            Signature.of("msg_1", Instant.EPOCH, "{}", List.of(secrets.create(), secrets.create())))
        .matches("v1,\\S{44} v1,\\S{44}");
  }

  @Test
  @DisplayName("a secret is sealed differently each time, and opened for its seller only")
  void secretsAreSealed() {
    SealedSecrets secrets = new SealedSecrets(List.of(KEY));
    String secret = secrets.create();
    String sealed = secrets.seal(SELLER, secret);

    assertThat(sealed).doesNotContain(secret).isNotEqualTo(secrets.seal(SELLER, secret));
    assertThat(sealed).hasSizeLessThanOrEqualTo(300);
    assertThat(secrets.open(SELLER, sealed)).isEqualTo(secret);
    assertThatThrownBy(() -> secrets.open(new SellerId(1003), sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("after a new key was put in front the old secrets are still read")
  void keysAreReplaced() {
    String sealed = new SealedSecrets(List.of(KEY)).seal(SELLER, "whsec_AAAA");

    assertThat(new SealedSecrets(List.of(OTHER_KEY, KEY)).open(SELLER, sealed))
        .isEqualTo("whsec_AAAA");
    assertThatThrownBy(() -> new SealedSecrets(List.of(OTHER_KEY)).open(SELLER, sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThat(new SealedSecrets(List.of()).canBeKept()).isFalse();
    assertThatThrownBy(() -> new SealedSecrets(List.of("c2hvcnQ=")))
        .hasMessageContaining("32 bytes");
  }
}
