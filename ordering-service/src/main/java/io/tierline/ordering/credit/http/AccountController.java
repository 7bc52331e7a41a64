package io.tierline.ordering.credit.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.idempotency.Idempotent;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.ordering.credit.PartnerAccount;
import io.tierline.ordering.credit.PartnerAccounts;
import io.tierline.ordering.credit.RecordReceipt;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.Entry;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.ledger.Transfer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.joda.money.Money;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Credit")
class AccountController {

  private static final ProblemType REFERENCE_USED =
      new ProblemType("reference-used", HttpStatus.CONFLICT, "This receipt was recorded before");
  private static final ProblemType WRONG_CURRENCY =
      new ProblemType(
          "wrong-currency", HttpStatus.UNPROCESSABLE_CONTENT, "The account has another currency");

  private static final String RECEIPT_EXAMPLE =
      """
      {"amount":{"amount":"100.00","currency":"USD"},"method":"CHEQUE","reference":"4711"}""";

  record AccountView(
      SellerId partnerId,
      SellerId parentId,
      Money balance,
      Money held,
      Money available,
      Money totalReceipts,
      int webServicesOrders) {}

  record EntryView(
      String entryId,
      Money amount,
      Money balanceBefore,
      Money balanceAfter,
      String cause,
      String purpose,
      Instant at) {}

  record NewReceipt(
      @NotNull Money amount,
      @NotNull RecordReceipt.Method method,
      @Schema(example = "cheque 4711") @NotBlank @Size(max = 100) String reference) {}

  record ReceiptView(
      SellerId partnerId, String receiptId, Money amount, Money balance, Money totalReceipts) {}

  private final PartnerAccounts accounts;
  private final Ledger ledger;
  private final RecordReceipt recordReceipt;

  AccountController(PartnerAccounts accounts, Ledger ledger, RecordReceipt recordReceipt) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.recordReceipt = recordReceipt;
  }

  @GetMapping("/v1/account")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "The seller's own credit with its parent")
  AccountView account(@CurrentSeller SellerId seller) {
    return view(own(seller));
  }

  @GetMapping("/v1/account/entries")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "What moved the seller's credit with its parent, newest first")
  Page<EntryView> entries(@CurrentSeller SellerId seller, PageRequest page) {
    return entries(own(seller), page);
  }

  @GetMapping("/v1/partners/{sellerId}/account")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "A sub-reseller's credit with the seller")
  AccountView accountOf(@CurrentSeller SellerId seller, @PathVariable SellerId sellerId) {
    return view(ofSubReseller(seller, sellerId));
  }

  @GetMapping("/v1/partners/{sellerId}/account/entries")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "What moved a sub-reseller's credit with the seller, newest first")
  Page<EntryView> entriesOf(
      @CurrentSeller SellerId seller, @PathVariable SellerId sellerId, PageRequest page) {
    return entries(ofSubReseller(seller, sellerId), page);
  }

  @PostMapping("/v1/partners/{sellerId}/receipts")
  @ResponseStatus(HttpStatus.CREATED)
  @Idempotent
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(summary = "Records a cheque or bank transfer of a sub-reseller (domain.md OR-2)")
  ReceiptView receive(
      @CurrentSeller SellerId seller,
      @PathVariable SellerId sellerId,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(examples = @ExampleObject(RECEIPT_EXAMPLE)))
          @Valid
          @RequestBody
          NewReceipt body,
      Authentication caller) {
    if (!Transfer.canMove(body.amount())) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "The amount is %s; a receipt is more than zero and at most %s."
              .formatted(body.amount(), Transfer.most(body.amount().getCurrencyUnit())),
          Map.of("field", "amount"));
    }
    RecordReceipt.Receipt receipt =
        new RecordReceipt.Receipt(
            seller, sellerId, body.amount(), body.method(), body.reference(), caller.getName());
    return switch (recordReceipt.run(receipt)) {
      case RecordReceipt.Result.Recorded recorded ->
          new ReceiptView(
              sellerId,
              Integer.toString(recorded.number()),
              recorded.amount(),
              recorded.balance(),
              recorded.totalReceipts());
      case RecordReceipt.Result.PartnerUnknown _ -> throw unknown(sellerId);
      case RecordReceipt.Result.WrongCurrency(String expected) ->
          throw new ProblemException(
              WRONG_CURRENCY,
              "The account is kept in %s. Send the amount in that currency.".formatted(expected),
              Map.of("field", "amount.currency"));
      case RecordReceipt.Result.ReferenceUsed _ ->
          throw new ProblemException(
              REFERENCE_USED,
              "A receipt with the reference '%s' is recorded for this partner already."
                  .formatted(body.reference()),
              Map.of("field", "reference"));
    };
  }

  private PartnerAccount own(SellerId seller) {
    return accounts
        .find(seller)
        .orElseThrow(
            () ->
                new ProblemException(
                    CommonProblems.NOT_FOUND,
                    "There is no credit account: an operator has none, a partner's is opened when"
                        + " it becomes active."));
  }

  private PartnerAccount ofSubReseller(SellerId seller, SellerId partner) {
    return accounts
        .find(partner)
        .filter(account -> account.parent().equals(seller))
        .orElseThrow(() -> unknown(partner));
  }

  private AccountView view(PartnerAccount account) {
    Account inLedger = ledger.byId(account.account()).orElseThrow();
    return new AccountView(
        account.partner(),
        account.parent(),
        inLedger.posted(),
        inLedger.pending(),
        inLedger.available(),
        account.totalReceipts(),
        account.webServicesOrders());
  }

  private Page<EntryView> entries(PartnerAccount account, PageRequest page) {
    OptionalLong after = page.afterNumber();
    Long before = after.isPresent() ? after.getAsLong() : null;
    List<Entry> found = ledger.entries(account.account(), before, page.rows());
    return Page.of(found, page, entry -> Long.toString(entry.id())).map(AccountController::view);
  }

  private static EntryView view(Entry entry) {
    return new EntryView(
        Long.toString(entry.id()),
        entry.amount(),
        entry.balanceBefore(),
        entry.balanceAfter(),
        entry.cause(),
        entry.purpose(),
        entry.happenedAt());
  }

  static ProblemException unknown(SellerId partner) {
    return new ProblemException(
        CommonProblems.NOT_FOUND,
        "There is no active sub-reseller %s of this seller.".formatted(partner));
  }
}
