package io.tierline.ordering.invoices.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.InvoiceLine;
import io.tierline.ordering.invoices.Invoices;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Invoices")
class InvoicesController {

  /** Whose side the seller is on. */
  enum Side {
    SELLER,
    BUYER
  }

  record InvoiceView(
      InvoiceId invoiceId,
      SellerId sellerId,
      String buyerKind,
      String buyerId,
      Money total,
      List<InvoiceLine> lines,
      Invoice.State state,
      Instant raisedAt,
      @Nullable Instant paidAt) {}

  private final Invoices invoices;

  InvoicesController(Invoices invoices) {
    this.invoices = invoices;
  }

  @GetMapping("/v1/invoices")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "Invoices the seller raised, or (as=BUYER) those its parent raised to it")
  Page<InvoiceView> list(
      @CurrentSeller SellerId seller,
      @RequestParam(defaultValue = "SELLER") Side as,
      PageRequest page) {
    OptionalLong after = page.afterNumber();
    InvoiceId before = after.isPresent() ? new InvoiceId(after.getAsLong()) : null;
    List<Invoice> found =
        switch (as) {
          case SELLER -> invoices.raisedBy(seller, before, page.rows());
          case BUYER -> invoices.raisedTo(seller, before, page.rows());
        };
    return Page.of(found, page, invoice -> invoice.id().toString()).map(InvoicesController::view);
  }

  @GetMapping("/v1/invoices/{id}")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "One invoice")
  InvoiceView get(@PathVariable InvoiceId id) {
    return invoices
        .find(id)
        .map(InvoicesController::view)
        .orElseThrow(
            () ->
                new ProblemException(CommonProblems.NOT_FOUND, "There is no invoice " + id + "."));
  }

  private static InvoiceView view(Invoice invoice) {
    return new InvoiceView(
        invoice.id(),
        invoice.seller(),
        invoice.buyer().kind(),
        Long.toString(invoice.buyer().number()),
        invoice.total(),
        invoice.lines(),
        invoice.state(),
        invoice.raisedAt(),
        invoice.paidAt());
  }
}
