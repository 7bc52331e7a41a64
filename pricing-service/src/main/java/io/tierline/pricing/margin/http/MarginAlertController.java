package io.tierline.pricing.margin.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.margin.MarginAlert;
import io.tierline.pricing.margin.MarginAlerts.AlertKey;
import io.tierline.pricing.margin.ReadMarginAlerts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/margin-alerts")
@Tag(name = "Margins", description = "What becomes of your margins when your costs change")
class MarginAlertController {

  private final ReadMarginAlerts readMarginAlerts;

  MarginAlertController(ReadMarginAlerts readMarginAlerts) {
    this.readMarginAlerts = readMarginAlerts;
  }

  /**
   * @param pricesTotal at or below cost then
   * @param changedAt when your costs changed
   */
  record MarginAlertJson(
      String id, List<Cause> causes, int pricesTotal, Instant changedAt, Instant raisedAt) {

    static MarginAlertJson of(MarginAlert alert) {
      return new MarginAlertJson(
          Long.toString(alert.id()),
          alert.causes(),
          alert.pricesTotal(),
          alert.changedAt(),
          alert.raisedAt());
    }
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Your margin alerts, newest first",
      description =
          "One for each time your costs changed and left prices at or below them. No price was"
              + " changed by it.")
  Page<MarginAlertJson> alerts(PageRequest page, @CurrentSeller SellerId seller) {
    return Page.of(
            readMarginAlerts.page(seller, page.afterNumber(), page.rows()),
            page,
            alert -> Long.toString(alert.id()))
        .map(MarginAlertJson::of);
  }

  @GetMapping("/{id}/prices")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "The prices of an alert, what loses most first",
      description =
          "With cost and margin before and after, as they were then; up to the first 20,000.")
  Page<PriceAtOrBelowCost> prices(
      @PathVariable long id, PageRequest page, @CurrentSeller SellerId seller) {
    long from = page.afterNumber().orElse(0);
    List<PriceAtOrBelowCost> found =
        readMarginAlerts
            .prices(new AlertKey(seller, id), from, page.rows())
            .orElseThrow(
                () ->
                    new ProblemException(
                        CommonProblems.NOT_FOUND,
                        "You have no such margin alert; GET /v1/margin-alerts lists them.",
                        Map.of("alertId", Long.toString(id))));
    return Page.of(found, page, _ -> Long.toString(from + page.limit()));
  }
}
