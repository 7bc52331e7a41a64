package io.tierline.pricing.webhook.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.webhook.Delivery;
import io.tierline.pricing.webhook.ReadEndpoints;
import io.tierline.pricing.webhook.http.EndpointJson.DeliveryLogJson;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/webhooks/{webhookId}/deliveries")
@Tag(name = "Webhooks", description = "Your shops are told of price changes by signed HTTP posts")
class DeliveryController {

  private final ReadEndpoints readEndpoints;

  DeliveryController(ReadEndpoints readEndpoints) {
    this.readEndpoints = readEndpoints;
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "What was sent to an endpoint, newest first, and what became of it",
      description =
          "A DEAD one was given up. It is not sent again: the next delivery brings everything since"
              + " what the endpoint last received.")
  Page<DeliveryLogJson> page(
      @PathVariable long webhookId, PageRequest page, @CurrentSeller SellerId seller) {
    return Page.of(
            readEndpoints
                .deliveries(seller, webhookId, page.afterNumber(), page.rows())
                .orElseThrow(() -> WebhookProblems.unknown(webhookId)),
            page,
            (Delivery delivery) -> Long.toString(delivery.id()))
        .map(DeliveryLogJson::of);
  }

  @GetMapping("/{deliveryId}")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "One delivery")
  DeliveryLogJson read(
      @PathVariable long webhookId, @PathVariable long deliveryId, @CurrentSeller SellerId seller) {
    return readEndpoints
        .delivery(seller, webhookId, deliveryId)
        .map(DeliveryLogJson::of)
        .orElseThrow(() -> WebhookProblems.unknownDelivery(deliveryId));
  }
}
