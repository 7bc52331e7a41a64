package io.tierline.ordering.orders.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.orders.AgreedPrice;
import io.tierline.ordering.orders.OrderOutcome;
import io.tierline.ordering.orders.RenewDomain;
import io.tierline.ordering.orders.RequestKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Orders")
class RenewalsController {

  private static final String NEW_RENEWAL_EXAMPLE =
      """
      {"years":1,"expiresAt":"2027-03-01T00:00:00Z","invoiceOption":"PayInvoice",
       "shownTotal":{"amount":"15.00","currency":"USD"}}""";

  /** The invoice option as the legacy API names it. */
  record NewRenewal(
      @Schema(example = "1") @NotNull @Min(1) @Max(100) Integer years,
      @Schema(
              example = "2027-03-01T00:00:00Z",
              description = "The expiry you know; another one means that it was renewed already")
          @NotNull
          Instant expiresAt,
      @Schema(example = "PayInvoice") @NotBlank String invoiceOption,
      @Schema(description = "Also buy privacy protection; default: false")
          @Nullable Boolean purchasePrivacy,
      @Schema(description = "Default: as it is set") @Nullable Boolean autoRenew,
      @Schema(description = "Says that the name is known to be a registry premium name")
          @Nullable Boolean premium,
      @Schema(description = OrdersController.SHOWN_TOTAL) @Nullable Money shownTotal,
      @Schema(description = OrdersController.SIGNED_QUOTE)
          @Nullable
          @Size(max = OrdersController.SIGNED_QUOTE_MAX_CHARS)
          String signedQuote) {

    RenewDomain.Request request(SellerId seller, OrderId order, RequestKeys.Key key) {
      return new RenewDomain.Request(
          seller,
          order,
          years,
          expiresAt,
          OrdersController.option(invoiceOption),
          Boolean.TRUE.equals(purchasePrivacy),
          autoRenew,
          null,
          OrdersController.NewOrder.attributes(premium),
          new AgreedPrice(shownTotal, signedQuote),
          key);
    }
  }

  private final RenewDomain renewDomain;
  private final OrderViews views;
  private final PurchaseTimer timer;

  RenewalsController(RenewDomain renewDomain, OrderViews views, PurchaseTimer timer) {
    this.renewDomain = renewDomain;
    this.views = views;
    this.timer = timer;
  }

  @PostMapping("/v1/orders/{id}/renewals")
  @PreAuthorize("hasAuthority('SCOPE_orders.write')")
  @Operation(
      summary = "Renews the domain of an order (OR-5, OR-6)",
      description =
          "201 when it is renewed, 202 while money or the registry is waited for. A replay with the"
              + " same Idempotency-Key gets the order as it is now; without one, the expiry that"
              + " moved keeps the domain from being renewed twice.")
  ResponseEntity<OrderView> renew(
      @CurrentSeller SellerId seller,
      @PathVariable OrderId id,
      @RequestHeader("Idempotency-Key") @NotBlank @Size(max = 200) String key,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(examples = @ExampleObject(NEW_RENEWAL_EXAMPLE)))
          @Valid
          @RequestBody
          NewRenewal body) {
    RenewDomain.Request request =
        body.request(seller, id, KeptRequestKeys.key(key, List.of(id.toString(), body.toString())));
    OrderOutcome outcome =
        timer.timed("RENEW", () -> SellerScope.inBackground(() -> renewDomain.run(request)));
    return views.answer(outcome);
  }
}
