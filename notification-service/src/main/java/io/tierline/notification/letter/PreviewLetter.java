package io.tierline.notification.letter;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import io.tierline.notification.directory.Seller;
import io.tierline.notification.directory.Sellers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows a seller a letter in its own brand with sample data (domain.md NO-4). Sends nothing. */
@Service
public class PreviewLetter {

  private static final String SAMPLE_NOTICE = "00000000-0000-7000-8000-000000000000";

  private final Sellers sellers;
  private final ComposeMail composeMail;
  private final Clock clock;

  PreviewLetter(Sellers sellers, ComposeMail composeMail, Clock clock) {
    this.sellers = sellers;
    this.composeMail = composeMail;
    this.clock = clock;
  }

  /**
   * @param language null for the seller's own
   */
  @Transactional(readOnly = true)
  public Preview preview(
      SellerId sellerId, String kind, String stage, @Nullable ShippedLanguage language) {
    Optional<Seller> seller = sellers.find(sellerId);
    if (seller.isEmpty()) {
      return new Preview.BrandNotKnownYet();
    }
    ShippedLanguage chosen =
        language == null ? ShippedLanguage.firstOf(seller.get().language()) : language;
    Letter letter = sample(kind, stage, seller.get().brand(), recipient(chosen));
    return letter == null
        ? new Preview.UnknownKind()
        : new Preview.Shown(composeMail.compose(SAMPLE_NOTICE, letter, clock.instant()));
  }

  private static Recipient recipient(ShippedLanguage language) {
    return switch (language) {
      case EN -> new Recipient("Alex Smith", "alex@customer.example", Locale.US, ZoneId.of("UTC"));
      case JA ->
          new Recipient("山田 花子", "hanako@customer.example", Locale.JAPAN, ZoneId.of("Asia/Tokyo"));
    };
  }

  private @Nullable Letter sample(String kind, String stage, Brand brand, Recipient recipient) {
    Instant now = clock.instant();
    return switch (kind) {
      case Letter.RenewalReminder.KIND -> {
        Instant expiry =
            switch (stage) {
              case "ONE_WEEK_BEFORE" -> now.plus(Duration.ofDays(7));
              case "AFTER_EXPIRY" -> now.minus(Duration.ofDays(1));
              default -> now.plus(Duration.ofDays(30));
            };
        yield new Letter.RenewalReminder(brand, recipient, stage, "example.com", expiry, expiry);
      }
      case Letter.SignupReceived.KIND ->
          new Letter.SignupReceived(
              brand,
              recipient,
              "Example Company",
              now.plus(Duration.ofDays(5)),
              now.plus(Duration.ofDays(9)));
      case Letter.SignupRejected.KIND ->
          new Letter.SignupRejected(brand, recipient, "Example Company");
      case Letter.AccountActive.KIND ->
          new Letter.AccountActive(brand, recipient, "Example Company");
      default -> null;
    };
  }

  /** What came of it. */
  public sealed interface Preview {

    record Shown(Mail mail) implements Preview {}

    record UnknownKind() implements Preview {}

    /** The seller's brand has not arrived here yet. */
    record BrandNotKnownYet() implements Preview {}
  }
}
