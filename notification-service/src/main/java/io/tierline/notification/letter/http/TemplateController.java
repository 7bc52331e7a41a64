package io.tierline.notification.letter.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.notification.letter.Mail;
import io.tierline.notification.letter.Mailbox;
import io.tierline.notification.letter.PreviewLetter;
import io.tierline.notification.letter.ShippedLanguage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/templates")
@Tag(name = "Templates", description = "What your customers will read")
class TemplateController {

  private static final ProblemType UNKNOWN_TEMPLATE =
      new ProblemType("unknown-template", HttpStatus.NOT_FOUND, "There is no such template");
  private static final ProblemType BRAND_NOT_KNOWN_YET =
      new ProblemType(
          "brand-not-known-yet", HttpStatus.CONFLICT, "Your brand has not arrived here yet");

  private final PreviewLetter previewLetter;

  TemplateController(PreviewLetter previewLetter) {
    this.previewLetter = previewLetter;
  }

  @PostMapping("/{kind}/preview")
  @PreAuthorize("hasAuthority('SCOPE_notices.read')")
  @Operation(
      summary = "A letter in your brand with sample data; nothing is sent",
      description = "Kinds: renewal-reminder, signup-received, signup-rejected, account-active.")
  PreviewView preview(
      @CurrentSeller SellerId seller,
      @Parameter(example = "renewal-reminder") @PathVariable String kind,
      @Valid @RequestBody(required = false) @Nullable PreviewRequest request) {
    String language = request == null ? null : request.language();
    String stage = request == null ? null : request.stage();
    return switch (previewLetter.preview(
        seller,
        kind,
        Objects.requireNonNullElse(stage, "ONE_MONTH_BEFORE"),
        language == null ? null : ShippedLanguage.firstOf(language))) {
      case PreviewLetter.Preview.Shown shown -> PreviewView.of(shown.mail());
      case PreviewLetter.Preview.UnknownKind _ ->
          throw new ProblemException(
              UNKNOWN_TEMPLATE,
              "There is no template '%s'. There are %s."
                  .formatted(
                      kind, "renewal-reminder, signup-received, signup-rejected, account-active"));
      case PreviewLetter.Preview.BrandNotKnownYet _ ->
          throw new ProblemException(
              BRAND_NOT_KNOWN_YET,
              "Your brand is on its way from the signup to this service. Try again in a moment.");
    };
  }

  /**
   * @param language {@code en} or {@code ja}; yours when left out
   * @param stage of reminders; the first when left out
   */
  record PreviewRequest(
      @Schema(example = "ja") @Pattern(regexp = "en|ja", message = "must be en or ja")
          @Nullable String language,
      @Schema(example = "ONE_MONTH_BEFORE")
          @Pattern(
              regexp = "ONE_MONTH_BEFORE|ONE_WEEK_BEFORE|AFTER_EXPIRY",
              message = "must be ONE_MONTH_BEFORE, ONE_WEEK_BEFORE or AFTER_EXPIRY")
          @Nullable String stage) {}

  /**
   * @param headers by name, readable, not yet encoded for the wire
   */
  record PreviewView(String subject, String text, String html, Map<String, String> headers) {

    static PreviewView of(Mail mail) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Return-Path", "<" + mail.returnPath() + ">");
      headers.put("From", address(mail.from()));
      Mailbox replyTo = mail.replyTo();
      if (replyTo != null) {
        headers.put("Reply-To", address(replyTo));
      }
      headers.put("To", address(mail.to()));
      headers.put("Subject", mail.subject());
      headers.put("Message-ID", "<" + mail.messageId() + ">");
      headers.put("Content-Language", mail.language().getLanguage());
      headers.put("Auto-Submitted", "auto-generated");
      return new PreviewView(mail.subject(), mail.text(), mail.html(), headers);
    }

    private static String address(Mailbox mailbox) {
      return "\"%s\" <%s>".formatted(mailbox.name(), mailbox.address());
    }
  }
}
