package io.tierline.ordering.customers.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.ordering.customers.Customers;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.Entry;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A customer's debit account with its seller (domain.md OR-1). */
@RestController
@Tag(name = "Customers")
class CustomerAccountController {

  /**
   * @param held reserved for orders under way; a part of the balance
   * @param available balance less held
   */
  record CustomerAccountView(CustomerId customerId, Money balance, Money held, Money available) {}

  record EntryView(
      String entryId,
      Money amount,
      Money balanceBefore,
      Money balanceAfter,
      String cause,
      String purpose,
      Instant at) {}

  private final Customers customers;
  private final Ledger ledger;

  CustomerAccountController(Customers customers, Ledger ledger) {
    this.customers = customers;
    this.ledger = ledger;
  }

  @GetMapping("/v1/customers/{id}/account")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "The customer's debit account with the seller in the token")
  CustomerAccountView account(
      @CurrentSeller SellerId seller,
      @PathVariable CustomerId id,
      @Parameter(example = "USD") @RequestParam String currency) {
    if (customers.find(seller, id).isEmpty()) {
      throw new ProblemException(
          CommonProblems.NOT_FOUND, "This seller has no customer %s.".formatted(id));
    }
    CurrencyUnit unit = currencyOf(currency);
    Optional<Account> account = ledger.find(seller, new Holder.Customer(id), unit);
    Money nothing = Money.zero(unit);
    return new CustomerAccountView(
        id,
        account.map(Account::posted).orElse(nothing),
        account.map(Account::pending).orElse(nothing),
        account.map(Account::available).orElse(nothing));
  }

  @GetMapping("/v1/customers/{id}/account/entries")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "What moved the customer's debit account, newest first")
  Page<EntryView> entries(
      @CurrentSeller SellerId seller,
      @PathVariable CustomerId id,
      @Parameter(example = "USD") @RequestParam String currency,
      PageRequest page) {
    Account account =
        ledger
            .find(seller, new Holder.Customer(id), currencyOf(currency))
            .orElseThrow(
                () ->
                    new ProblemException(
                        CommonProblems.NOT_FOUND,
                        "Customer %s has no account in %s with this seller."
                            .formatted(id, currency)));
    OptionalLong after = page.afterNumber();
    Long before = after.isPresent() ? after.getAsLong() : null;
    return Page.of(
            ledger.entries(account.id(), before, page.rows()),
            page,
            entry -> Long.toString(entry.id()))
        .map(CustomerAccountController::view);
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

  private static CurrencyUnit currencyOf(String code) {
    try {
      return CurrencyUnit.of(code);
    } catch (IllegalCurrencyException e) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "'currency' is no currency code of ISO 4217: write for example USD.",
          Map.of("field", "currency"));
    }
  }
}
