package io.tierline.ordering.credit.http;

import static org.springframework.http.HttpHeaders.ETAG;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.http.IfMatch;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.ordering.credit.ChangeTotalReceipts;
import io.tierline.ordering.credit.ChangeTotalReceipts.Counting;
import io.tierline.ordering.credit.ChangeTotalReceipts.Request;
import io.tierline.ordering.credit.ChangeTotalReceipts.Result;
import io.tierline.ordering.credit.PartnerAccount;
import io.tierline.ordering.credit.PartnerAccounts;
import io.tierline.ordering.credit.TotalReceiptsChange;
import io.tierline.ordering.ledger.Transfer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/partners/{sellerId}")
@Tag(name = "Total Receipts", description = "What decides a sub-reseller's slab (domain.md PR-7)")
class TotalReceiptsController {

  private static final ProblemType BELOW_ZERO =
      new ProblemType(
          "total-receipts-below-zero",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "Total Receipts cannot fall below zero");
  private static final ProblemType WRONG_CURRENCY =
      new ProblemType(
          "wrong-currency", HttpStatus.UNPROCESSABLE_CONTENT, "The account has another currency");

  private final PartnerAccounts accounts;
  private final ChangeTotalReceipts changeTotalReceipts;

  TotalReceiptsController(PartnerAccounts accounts, ChangeTotalReceipts changeTotalReceipts) {
    this.accounts = accounts;
    this.changeTotalReceipts = changeTotalReceipts;
  }

  /**
   * @param version number of the latest change; its ETag
   */
  record TotalReceiptsView(SellerId partnerId, Money totalReceipts, int version) {}

  record ChangeView(
      int number,
      TotalReceiptsChange.Kind kind,
      @Nullable String receiptId,
      Money amount,
      Money difference,
      Money totalReceipts,
      String author,
      String reason,
      Instant at) {

    static ChangeView of(TotalReceiptsChange change) {
      return new ChangeView(
          change.number(),
          change.kind(),
          change.receipt() == null ? null : change.receipt().toString(),
          change.amount(),
          change.difference(),
          change.totalAfter(),
          change.author().name(),
          change.author().reason(),
          change.author().at());
    }
  }

  @Schema(
      example =
          """
          {"totalReceipts": {"amount": "1500.00", "currency": "USD"},
           "reason": "receipts of the old system taken over"}
          """)
  record CorrectionJson(
      @NotNull Money totalReceipts,
      @NotBlank
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {}

  @Schema(
      example =
          """
          {"counting": "NOT_COUNTED", "reason": "the cheque bounced"}
          """)
  record CountingJson(
      @NotNull Counting counting,
      @NotBlank
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {}

  @GetMapping("/total-receipts")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "A sub-reseller's Total Receipts, with the ETag for correcting them")
  ResponseEntity<TotalReceiptsView> read(
      @CurrentSeller SellerId seller, @PathVariable SellerId sellerId) {
    PartnerAccount account = ofSubReseller(seller, sellerId);
    int version = accounts.latestChange(sellerId).map(TotalReceiptsChange::number).orElse(0);
    return answer(sellerId, new Result.Now(account.totalReceipts(), version));
  }

  @GetMapping("/total-receipts/changes")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "Why they are what they are, newest first: who, when, why")
  Page<ChangeView> changes(
      @CurrentSeller SellerId seller, @PathVariable SellerId sellerId, PageRequest page) {
    ofSubReseller(seller, sellerId);
    OptionalLong after = page.afterNumber();
    Long before = after.isPresent() ? after.getAsLong() : null;
    return Page.of(
            accounts.changes(sellerId, before, page.rows()),
            page,
            change -> Integer.toString(change.number()))
        .map(ChangeView::of);
  }

  @PutMapping("/total-receipts")
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(
      summary = "Correct the figure",
      description = "Moves no money. Needs If-Match with the ETag of what you saw.")
  ResponseEntity<TotalReceiptsView> correct(
      @CurrentSeller SellerId seller,
      @PathVariable SellerId sellerId,
      IfMatch ifMatch,
      @Valid @RequestBody CorrectionJson body,
      Authentication caller) {
    Money total = body.totalReceipts();
    if (total.isNegative() || (total.isPositive() && !Transfer.canMove(total))) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "Total Receipts are %s; they lie between zero and %s."
              .formatted(total, Transfer.most(total.getCurrencyUnit())),
          Map.of("field", "totalReceipts"));
    }
    return changed(
        sellerId,
        changeTotalReceipts.correct(
            new Request(seller, sellerId, caller.getName(), body.reason()),
            ifMatch.version(),
            total));
  }

  @PutMapping("/receipts/{receiptId}/counting")
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(
      summary = "Say whether a receipt counts",
      description = "Moves no money: the credit it gave stays. Saying it again changes nothing.")
  ResponseEntity<TotalReceiptsView> count(
      @CurrentSeller SellerId seller,
      @PathVariable SellerId sellerId,
      @PathVariable @Min(1) @Max(Integer.MAX_VALUE) int receiptId,
      @Valid @RequestBody CountingJson body,
      Authentication caller) {
    return changed(
        sellerId,
        changeTotalReceipts.count(
            new Request(seller, sellerId, caller.getName(), body.reason()),
            receiptId,
            body.counting()));
  }

  private static ResponseEntity<TotalReceiptsView> changed(SellerId partner, Result result) {
    return switch (result) {
      case Result.Now now -> answer(partner, now);
      case Result.PartnerUnknown _ -> throw AccountController.unknown(partner);
      case Result.ReceiptUnknown _ ->
          throw new ProblemException(
              CommonProblems.NOT_FOUND,
              "Sub-reseller %s has no such receipt; its changes of Total Receipts list them."
                  .formatted(partner));
      case Result.BelowZero(Money total, Money receipt) ->
          throw new ProblemException(
              BELOW_ZERO,
              "Total Receipts were corrected to %s since, less than the receipt's %s. Correct the figure instead."
                  .formatted(total, receipt));
      case Result.WrongCurrency(String expected) ->
          throw new ProblemException(
              WRONG_CURRENCY,
              "The account is kept in %s. Send the figure in that currency.".formatted(expected),
              Map.of("field", "totalReceipts.currency"));
      case Result.OtherVersion(int current) -> throw ETags.changed(current);
    };
  }

  private static ResponseEntity<TotalReceiptsView> answer(SellerId partner, Result.Now now) {
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(now.version()))
        .body(new TotalReceiptsView(partner, now.totalReceipts(), now.version()));
  }

  private PartnerAccount ofSubReseller(SellerId seller, SellerId partner) {
    return accounts
        .find(partner)
        .filter(account -> account.parent().equals(seller))
        .orElseThrow(() -> AccountController.unknown(partner));
  }
}
