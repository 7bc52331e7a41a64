package io.tierline.ordering.orders.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.customers.Customers;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.orders.Action;
import io.tierline.ordering.orders.Actions;
import io.tierline.ordering.orders.AgreedPrice;
import io.tierline.ordering.orders.Article;
import io.tierline.ordering.orders.CancelAction;
import io.tierline.ordering.orders.DomainName;
import io.tierline.ordering.orders.InvoiceOption;
import io.tierline.ordering.orders.Order;
import io.tierline.ordering.orders.OrderOutcome;
import io.tierline.ordering.orders.OrderProduct;
import io.tierline.ordering.orders.Orders;
import io.tierline.ordering.orders.PayInvoice;
import io.tierline.ordering.orders.Refusal;
import io.tierline.ordering.orders.RequestKeys;
import io.tierline.ordering.orders.WebService;
import io.tierline.ordering.sellers.Sellers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Orders")
class OrdersController {

  static final String SHOWN_TOTAL =
      "What the customer was shown for all of it; when it costs anything else now, 409 with the new price";
  static final String SIGNED_QUOTE =
      "One of pricing's POST /v1/quotes for exactly this purchase; its price is honoured until it expires";
  static final int SIGNED_QUOTE_MAX_CHARS = 8_000;

  private static final String ONE_THING =
      "Exactly one of domainName and webService is sent; both or neither is refused.";
  private static final String NEW_ORDER_EXAMPLE =
      """
      {"customerId":"20001","domainName":"example.com","years":1,"invoiceOption":"PayInvoice",
       "agreementVersion":"2026-01"}""";
  private static final String NEW_WEB_SERVICE_EXAMPLE =
      """
      {"customerId":"20001","webService":"linux-hosting","years":1,"invoiceOption":"PayInvoice",
       "agreementVersion":"2026-01","shownTotal":{"amount":"42.00","currency":"USD"}}""";

  /** The invoice option as the legacy API names it. */
  @Schema(description = ONE_THING)
  record NewOrder(
      @NotNull CustomerId customerId,
      @Schema(
              example = "example.com",
              description = "The domain to be registered; left out with webService")
          @Nullable
          @Size(max = 253)
          String domainName,
      @Schema(
              example = "linux-hosting",
              description =
                  "Or the web service to be bought, its code in pricing's catalog; left out with domainName")
          @Nullable
          @Size(max = 80)
          String webService,
      @Schema(example = "1") @NotNull @Min(1) @Max(100) Integer years,
      @Schema(example = "PayInvoice") @NotBlank String invoiceOption,
      @Schema(
              example = "2026-01",
              description =
                  "Of the agreement the customer agreed to; for a domain the registrant agreement")
          @NotBlank
          @Size(max = 50)
          String agreementVersion,
      @Schema(description = "Says that the name is known to be a registry premium name")
          @Nullable Boolean premium,
      @Schema(description = SHOWN_TOTAL) @Nullable Money shownTotal,
      @Schema(description = SIGNED_QUOTE) @Nullable @Size(max = SIGNED_QUOTE_MAX_CHARS)
          String signedQuote) {

    Map<String, String> attributes() {
      return attributes(premium);
    }

    /** As the legacy API names it. */
    static Map<String, String> attributes(@Nullable Boolean premium) {
      return Boolean.TRUE.equals(premium) ? Map.of("premium", "true") : Map.of();
    }

    AgreedPrice agreed() {
      return new AgreedPrice(shownTotal, signedQuote);
    }
  }

  private final OrderProduct orderProduct;
  private final CancelAction cancelAction;
  private final PayInvoice payInvoice;
  private final Customers customers;
  private final Orders orders;
  private final Actions actions;
  private final Sellers sellers;
  private final OrderViews views;
  private final KeptRequestKeys keys;
  private final PurchaseTimer timer;

  OrdersController(
      OrderProduct orderProduct,
      CancelAction cancelAction,
      PayInvoice payInvoice,
      Customers customers,
      Orders orders,
      Actions actions,
      Sellers sellers,
      OrderViews views,
      KeptRequestKeys keys,
      PurchaseTimer timer) {
    this.orderProduct = orderProduct;
    this.cancelAction = cancelAction;
    this.payInvoice = payInvoice;
    this.customers = customers;
    this.orders = orders;
    this.actions = actions;
    this.sellers = sellers;
    this.views = views;
    this.keys = keys;
    this.timer = timer;
  }

  @PostMapping("/v1/orders")
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(
      summary = "Registers a domain for a customer, or buys it a web service",
      description =
          ONE_THING
              + " 201 when it is carried out, 202 while"
              + " money or the registry is waited for. A replay with the same Idempotency-Key gets"
              + " the order as it is now.")
  ResponseEntity<OrderView> order(
      @CurrentSeller SellerId seller,
      @RequestHeader("Idempotency-Key") @NotBlank @Size(max = 200) String key,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(
                      examples = {
                        @ExampleObject(name = "domain", value = NEW_ORDER_EXAMPLE),
                        @ExampleObject(name = "web service", value = NEW_WEB_SERVICE_EXAMPLE)
                      }))
          @Valid
          @RequestBody
          NewOrder body) {
    OrderProduct.Request request = request(seller, key, body);
    if (customers.find(request.seller(), request.customer()).isEmpty()) {
      throw OrderProblems.of(
          new Refusal(
              Refusal.Reason.CUSTOMER_UNKNOWN,
              "There is no customer %s of this seller.".formatted(body.customerId())));
    }
    OrderOutcome outcome =
        timer.timed("REGISTER", () -> SellerScope.inBackground(() -> orderProduct.run(request)));
    return views.answer(outcome);
  }

  private static OrderProduct.Request request(SellerId seller, String key, NewOrder body) {
    Article article = article(body);
    InvoiceOption option = option(body.invoiceOption());
    RequestKeys.Key requestKey =
        KeptRequestKeys.key(
            key,
            List.of(
                body.customerId().toString(),
                article.toString(),
                body.years().toString(),
                body.invoiceOption(),
                body.agreementVersion(),
                body.attributes().toString(),
                body.agreed().toString()));
    return new OrderProduct.Request(
        seller,
        body.customerId(),
        article,
        body.years(),
        option,
        body.agreementVersion(),
        body.attributes(),
        body.agreed(),
        requestKey);
  }

  private static Article article(NewOrder body) {
    String domainName = given(body.domainName());
    String webService = given(body.webService());
    if (domainName != null && webService == null) {
      return DomainName.parse(domainName)
          .orElseThrow(
              () ->
                  OrderProblems.of(
                      new Refusal(
                          Refusal.Reason.NAME_MALFORMED,
                          "'%s' is not a domain name such as example.com.".formatted(domainName))));
    }
    if (domainName != null || webService == null) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          domainName == null
              ? "An order is of one thing: send domainName or webService."
              : "An order is of one thing: send either domainName or webService, not both.",
          Map.of("field", domainName == null ? "domainName" : "webService"));
    }
    if (body.premium() != null) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "Only domain names can be premium: leave it out for a web service.",
          Map.of("field", "premium"));
    }
    return WebService.parse(webService)
        .orElseThrow(
            () ->
                OrderProblems.of(
                    new Refusal(
                        Refusal.Reason.WEB_SERVICE_UNKNOWN,
                        "'%s' is not the code of a web service such as linux-hosting, which has a hyphen. A domain is ordered by its whole name, as domainName."
                            .formatted(webService))));
  }

  /** Forms send what was left empty. */
  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  static InvoiceOption option(String name) {
    return InvoiceOption.named(name)
        .orElseThrow(
            () ->
                new ProblemException(
                    CommonProblems.INVALID_VALUE,
                    "The invoice option is one of NoInvoice, PayInvoice, KeepInvoice, OnlyAdd.",
                    Map.of("field", "invoiceOption")));
  }

  @PostMapping("/v1/orders/{id}/cancellation")
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(summary = "Gives up what waits for money; nothing was charged")
  OrderView cancel(@CurrentSeller SellerId seller, @PathVariable OrderId id) {
    OrderOutcome outcome = SellerScope.inBackground(() -> cancelAction.run(seller, id));
    return switch (outcome) {
      case OrderOutcome.Begun(Order order, Action action) -> views.of(order, action);
      case OrderOutcome.Refused(Refusal refusal) -> throw OrderProblems.of(refusal);
    };
  }

  record PaymentView(List<PaidInvoiceView> invoices) {}

  record PaidInvoiceView(InvoiceId invoiceId, Invoice.State state, Money total) {}

  @PostMapping("/v1/invoices/{id}/payment")
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(
      summary = "Pays an open invoice from the customer's debit account",
      description =
          "What waits for the payment is carried out, as a whole: the answer has every invoice that"
              + " was charged, the one asked for first. Paying twice charges once.")
  PaymentView pay(
      @CurrentSeller SellerId seller,
      @PathVariable InvoiceId id,
      @RequestHeader("Idempotency-Key") @NotBlank @Size(max = 200) String key) {
    keys.claimPaymentOf(id, key);
    PayInvoice.Result result = SellerScope.inBackground(() -> payInvoice.run(seller, id));
    return switch (result) {
      case PayInvoice.Result.Paid(List<Invoice> invoices) ->
          new PaymentView(
              invoices.stream()
                  .map(paid -> new PaidInvoiceView(paid.id(), paid.state(), paid.total()))
                  .toList());
      case PayInvoice.Result.Refused(Refusal refusal) -> throw OrderProblems.of(refusal);
      case PayInvoice.Result.Unknown _ ->
          throw new ProblemException(CommonProblems.NOT_FOUND, "There is no invoice " + id + ".");
    };
  }

  @GetMapping("/v1/orders")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "Lists orders, newest first, with or without sub-resellers' (OR-11)")
  Page<OrderView> list(
      @CurrentSeller SellerId seller,
      @RequestParam(required = false) @Nullable @Size(max = 253) String domainName,
      @RequestParam(required = false) @Nullable CustomerId customerId,
      @RequestParam(defaultValue = "false") boolean includeSubResellers,
      PageRequest page) {
    List<Order> found =
        includeSubResellers
            ? SellerScope.inBackground(
                () -> find(sellers.tree(seller), domainName, customerId, page))
            : find(List.of(seller), domainName, customerId, page);
    return Page.of(found, page, order -> order.terms().id().toString())
        .map(order -> views.of(order, null));
  }

  private List<Order> find(
      List<SellerId> whose,
      @Nullable String domainName,
      @Nullable CustomerId customer,
      PageRequest page) {
    OptionalLong after = page.afterNumber();
    OrderId before = after.isPresent() ? new OrderId(after.getAsLong()) : null;
    return orders.search(new Orders.Search(whose, domainName, customer, before, page.rows()));
  }

  @GetMapping("/v1/orders/{id}")
  @PreAuthorize("hasAuthority('SCOPE_orders.read')")
  @Operation(summary = "One order with what was last done to it")
  OrderView get(@PathVariable OrderId id) {
    Order order =
        orders
            .find(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        CommonProblems.NOT_FOUND, "There is no order " + id + "."));
    return views.of(order, actions.latest(id).orElse(null));
  }
}
