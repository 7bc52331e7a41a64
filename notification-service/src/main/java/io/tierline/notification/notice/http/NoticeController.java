package io.tierline.notification.notice.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.notification.notice.LookUpNotices;
import io.tierline.notification.notice.NoticeEntry;
import io.tierline.notification.notice.NoticeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/notices")
@Tag(name = "Notices", description = "What was told to whom, and what became of it")
class NoticeController {

  private static final ProblemType CURSOR_NOT_OURS =
      new ProblemType("cursor-not-ours", HttpStatus.BAD_REQUEST, "The cursor is none of ours");

  private final LookUpNotices lookUpNotices;

  NoticeController(LookUpNotices lookUpNotices) {
    this.lookUpNotices = lookUpNotices;
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_notices.read')")
  @Operation(
      summary = "Notices of your customers and sub-resellers, the newest first",
      description = "Each with its fate: queued, sent, failed with its reason, or suppressed.")
  Page<NoticeView> list(
      @CurrentSeller SellerId seller,
      @Parameter(description = "only notices about this order", example = "500001")
          @RequestParam(required = false)
          @Nullable OrderId orderId,
      PageRequest page) {
    List<NoticeEntry> found =
        lookUpNotices.list(seller, orderId, cursor(page.after()), page.rows());
    return Page.of(found, page, entry -> entry.noticeId().toString()).map(NoticeView::of);
  }

  private static @Nullable NoticeId cursor(@Nullable String after) {
    if (after == null) {
      return null;
    }
    try {
      return NoticeId.of(after);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          CURSOR_NOT_OURS,
          "The cursor in 'after' was not given out by this listing. Take 'next' of the page before, or"
              + " leave it out to start from the newest.");
    }
  }

  /** A notice as JSON; absent fields do not apply to it. */
  record NoticeView(
      @Schema(example = "01a1ffcf-debf-7bff-812e-66a19fcd774d") String noticeId,
      @Schema(example = "renewal-reminder") String kind,
      @Nullable OrderId orderId,
      @Schema(example = "example.com") @Nullable String domainName,
      @Nullable Instant expiresAt,
      @Schema(example = "ONE_MONTH_BEFORE") @Nullable String stage,
      @Nullable SellerId partnerId,
      @Schema(
              example = "SENT",
              allowableValues = {
                "QUEUED",
                "SENDING",
                "AWAITING_RETRY",
                "SENT",
                "FAILED",
                "SUPPRESSED"
              })
          String fate,
      @Schema(example = "renewed", description = "why it failed or was suppressed")
          @Nullable String reason,
      @Nullable String recipient,
      int attempts,
      Instant queuedAt,
      Instant sendAt,
      Instant onTimeUntil,
      @Nullable Instant settledAt) {

    static NoticeView of(NoticeEntry entry) {
      return new NoticeView(
          entry.noticeId().toString(),
          entry.kind(),
          entry.orderId(),
          entry.domainName(),
          entry.expiresAt(),
          entry.stage(),
          entry.partnerId(),
          entry.fate(),
          entry.reason(),
          entry.recipient(),
          entry.attempts(),
          entry.queuedAt(),
          entry.sendAt(),
          entry.closesAt(),
          entry.settledAt());
    }
  }
}
