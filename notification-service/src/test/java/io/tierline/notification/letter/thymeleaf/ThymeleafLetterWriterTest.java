package io.tierline.notification.letter.thymeleaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Brand;
import io.tierline.notification.letter.Letter;
import io.tierline.notification.letter.LetterWriter;
import io.tierline.notification.letter.Recipient;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThymeleafLetterWriterTest {

  private static final Instant EXPIRY = Instant.parse("2027-03-31T15:30:00Z");
  private static final Brand BRAND =
      new Brand(
          "髙橋ドメイン①",
          "support@shop.example",
          "+81 3 0000 0000",
          "https://shop.example/logo.png",
          "#0a7cff",
          "reply@shop.example");
  private static final Recipient HANAKO =
      new Recipient("山田 花子", "hanako@example.jp", Locale.JAPAN, ZoneId.of("Asia/Tokyo"));

  private final LetterWriter writer = new ThymeleafLetterWriter();

  @Test
  @DisplayName("NO-4 Dates are in the customer's language form and time zone")
  void datesAreInTheCustomersLanguageAndZone() {
    LetterWriter.Words japanese = writer.write(reminder("ONE_MONTH_BEFORE", BRAND, HANAKO));
    assertThat(japanese.text()).contains("2027年4月1日 0:30 (日本標準時)");
    assertThat(japanese.subject()).contains("2027年4月1日");
    LetterWriter.Words british =
        writer.write(
            reminder(
                "ONE_MONTH_BEFORE",
                BRAND,
                new Recipient("Alex", "a@example.com", Locale.UK, ZoneId.of("Europe/London"))));
    assertThat(british.text()).contains("31 March 2027 16:30 (British Summer Time)");
  }

  @ParameterizedTest
  @CsvSource({"ONE_MONTH_BEFORE", "ONE_WEEK_BEFORE", "AFTER_EXPIRY"})
  @DisplayName("NO-2 A reminder tells domain, dates, what happens otherwise and whom to contact")
  void aReminderTellsWhatIsNeeded(String stage) {
    for (Locale locale : new Locale[] {Locale.US, Locale.JAPAN}) {
      LetterWriter.Words words =
          writer.write(
              reminder(
                  stage, BRAND, new Recipient("X", "x@example.com", locale, ZoneId.of("UTC"))));
      for (String form : new String[] {words.text(), words.html()}) {
        assertThat(form)
            .contains("example.com", "2027", BRAND.name(), "support@shop.example")
            .contains("+81 3 0000 0000")
            .doesNotContain("??")
            .doesNotContainIgnoringCase("unsubscribe")
            .doesNotContain("{0}", "{1}", "USD", "円");
      }
      assertThat(words.subject()).contains("example.com").doesNotContain("??", "{");
    }
  }

  @Test
  @DisplayName("NO-1 Colours and logo are the brand's")
  void coloursAndLogoAreTheBrands() {
    assertThat(writer.write(reminder("ONE_MONTH_BEFORE", BRAND, HANAKO)).html())
        .contains("background:#0a7cff;color:#ffffff")
        .contains("src=\"https://shop.example/logo.png\"")
        .contains("lang=\"ja\"");
  }

  @Test
  @DisplayName("NO-1 A brand cannot bring markup, style or script into a letter")
  void aBrandCannotBringMarkup() {
    Brand hostile =
        new Brand(
            "<script>alert(1)</script>",
            "s@shop.example",
            null,
            "javascript:alert(1)",
            "red;background:url(https://x.example)",
            "r@shop.example");
    LetterWriter.Words words = writer.write(reminder("AFTER_EXPIRY", hostile, HANAKO));
    assertThat(words.html())
        .doesNotContain("<script>", "javascript:", "x.example", "<img")
        .contains("&lt;script&gt;");
    assertThat(words.text()).contains("<script>alert(1)</script>");
  }

  @Test
  @DisplayName("NO-4 A domain of other letters is shown as its owner knows it")
  void aDomainOfOtherLettersIsShownAsItsOwnerKnowsIt() {
    LetterWriter.Words words =
        writer.write(
            new Letter.RenewalReminder(
                BRAND, HANAKO, "ONE_MONTH_BEFORE", "xn--wgv71a119e.jp", EXPIRY, EXPIRY));
    assertThat(words.text()).contains("日本語.jp (xn--wgv71a119e.jp)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ja-JP"})
  @DisplayName("NO-6 A partner hears of its signup and activation in its language")
  void aPartnerHearsOfItsAccount(String tag) {
    Recipient partner =
        new Recipient("株式会社 Sample", "p@example.com", Locale.forLanguageTag(tag), ZoneId.of("UTC"));
    LetterWriter.Words signup =
        writer.write(
            new Letter.SignupReceived(
                BRAND, partner, "Sample", EXPIRY, EXPIRY.plusSeconds(200_000)));
    LetterWriter.Words active = writer.write(new Letter.AccountActive(BRAND, partner, "Sample"));
    assertThat(signup.text() + signup.html() + active.text() + active.html())
        .contains("Sample", BRAND.name())
        .doesNotContain("??", "{0}");
    assertThat(signup.text()).contains("31");
  }

  private static Letter reminder(String stage, Brand brand, Recipient recipient) {
    return new Letter.RenewalReminder(brand, recipient, stage, "example.com", EXPIRY, EXPIRY);
  }
}
