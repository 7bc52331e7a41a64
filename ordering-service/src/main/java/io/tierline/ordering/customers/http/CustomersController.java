package io.tierline.ordering.customers.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import io.tierline.kit.idempotency.Idempotent;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.ordering.customers.Customer;
import io.tierline.ordering.customers.Customers;
import io.tierline.ordering.customers.FundCustomer;
import io.tierline.ordering.customers.RegisterCustomer;
import io.tierline.ordering.ledger.Transfer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/customers")
@Tag(name = "Customers")
class CustomersController {

  private static final ProblemType REFERENCE_USED =
      new ProblemType("reference-used", HttpStatus.CONFLICT, "This payment was recorded before");

  private static final String NEW_CUSTOMER_EXAMPLE =
      """
      {"name":"Hanako Yamada","email":"hanako@example.com","language":"ja","country":"JP",
       "timeZone":"Asia/Tokyo"}""";
  private static final String PAYMENT_EXAMPLE =
      """
      {"amount":{"amount":"50.00","currency":"USD"},"reference":"bank-2026-11-21-17"}""";

  record NewCustomer(
      @Schema(example = "Hanako Yamada") @NotBlank @Size(max = 200) String name,
      @Schema(example = "hanako@example.com") @NotBlank @Email @Size(max = 254) String email,
      @Schema(example = "ja") @NotNull @Pattern(regexp = "en|ja") String language,
      @Schema(example = "JP") @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
      @Schema(
              example = "13",
              description = "ISO 3166-2 without the country, where taxes differ by it")
          @Nullable
          @Pattern(regexp = "[A-Z0-9]{1,3}")
          String region,
      @Schema(example = "Asia/Tokyo") @NotBlank @Size(max = 64) String timeZone) {}

  record CustomerView(
      CustomerId customerId,
      String name,
      String email,
      String language,
      String country,
      @Nullable String region,
      String timeZone,
      Instant registeredAt) {}

  record Payment(
      @NotNull Money amount,
      @Schema(example = "bank-2026-11-21-17") @NotBlank @Size(max = 100) String reference) {}

  record PaymentView(CustomerId customerId, Money amount, Money balance) {}

  private final RegisterCustomer registerCustomer;
  private final FundCustomer fundCustomer;
  private final Customers customers;

  CustomersController(
      RegisterCustomer registerCustomer, FundCustomer fundCustomer, Customers customers) {
    this.registerCustomer = registerCustomer;
    this.fundCustomer = fundCustomer;
    this.customers = customers;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Idempotent
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(summary = "Registers a customer of the seller in the token")
  CustomerView register(
      @CurrentSeller SellerId seller,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(examples = @ExampleObject(NEW_CUSTOMER_EXAMPLE)))
          @Valid
          @RequestBody
          NewCustomer body) {
    return view(
        registerCustomer.run(
            seller,
            new RegisterCustomer.Details(
                body.name().strip(),
                body.email(),
                body.language(),
                body.country(),
                body.region(),
                timeZone(body.timeZone()))));
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "Lists customers, by part of their name or e-mail address")
  Page<CustomerView> list(
      @CurrentSeller SellerId seller,
      @RequestParam(required = false) @Nullable @Size(max = 200) String query,
      PageRequest page) {
    String text = query == null || query.isBlank() ? null : query.strip();
    List<Customer> found = customers.search(seller, text, after(page), page.rows());
    return Page.of(found, page, customer -> customer.id().toString())
        .map(CustomersController::view);
  }

  @GetMapping("/{id}")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "One customer")
  CustomerView get(@CurrentSeller SellerId seller, @PathVariable CustomerId id) {
    return customers.find(seller, id).map(CustomersController::view).orElseThrow(() -> unknown(id));
  }

  @PostMapping("/{id}/receipts")
  @ResponseStatus(HttpStatus.CREATED)
  @Idempotent
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(summary = "Records money that a customer paid in: its debit account grows")
  PaymentView fund(
      @CurrentSeller SellerId seller,
      @PathVariable CustomerId id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(examples = @ExampleObject(PAYMENT_EXAMPLE)))
          @Valid
          @RequestBody
          Payment body) {
    if (!Transfer.canMove(body.amount())) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "The amount is %s; a payment is more than zero and at most %s."
              .formatted(body.amount(), Transfer.most(body.amount().getCurrencyUnit())),
          Map.of("field", "amount"));
    }
    FundCustomer.Payment payment =
        new FundCustomer.Payment(seller, id, body.amount(), body.reference());
    return switch (fundCustomer.run(payment)) {
      case FundCustomer.Result.Recorded(Money amount, Money balance) ->
          new PaymentView(id, amount, balance);
      case FundCustomer.Result.CustomerUnknown _ -> throw unknown(id);
      case FundCustomer.Result.ReferenceUsed _ ->
          throw new ProblemException(
              REFERENCE_USED,
              "A payment with the reference '%s' is recorded for this customer already."
                  .formatted(body.reference()),
              Map.of("field", "reference"));
    };
  }

  private static @Nullable CustomerId after(PageRequest page) {
    OptionalLong after = page.afterNumber();
    return after.isPresent() ? new CustomerId(after.getAsLong()) : null;
  }

  private static ZoneId timeZone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "'%s' is not an IANA time zone such as Asia/Tokyo.".formatted(name),
          Map.of("field", "timeZone"));
    }
  }

  private static ProblemException unknown(CustomerId id) {
    return new ProblemException(CommonProblems.NOT_FOUND, "There is no customer " + id + ".");
  }

  private static CustomerView view(Customer customer) {
    return new CustomerView(
        customer.id(),
        customer.name(),
        customer.email(),
        customer.language(),
        customer.country(),
        customer.region(),
        customer.timeZone().getId(),
        customer.registeredAt());
  }
}
