package io.tierline.pricing.standing.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.standing.PartnerStanding;
import io.tierline.pricing.standing.ReadStandings;
import java.time.Instant;
import org.joda.money.Money;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/standings")
@PreAuthorize("hasAuthority('SCOPE_prices.read')")
@Tag(name = "Standings", description = "What decides the slabs of partners (domain.md PR-7)")
class StandingController {

  private final ReadStandings readStandings;

  StandingController(ReadStandings readStandings) {
    this.readStandings = readStandings;
  }

  record StandingJson(
      SellerId partnerId,
      SellerId parentId,
      Money totalReceipts,
      int webServicesOrders,
      Instant countedAt) {

    static StandingJson of(PartnerStanding standing) {
      return new StandingJson(
          standing.partner(),
          standing.parent(),
          standing.totalReceipts(),
          standing.webServicesOrders(),
          standing.countedAt());
    }
  }

  @GetMapping
  @Operation(
      summary = "Total Receipts and web-services orders of your partners, as they were told last",
      description =
          "For display. A purchase takes the standing of its own moment. A partner without a receipt or an order is not listed.")
  Page<StandingJson> ofPartners(PageRequest page, @CurrentSeller SellerId seller) {
    return Page.of(
            readStandings.ofPartnersOf(seller, page.afterNumber().orElse(0), page.rows()),
            page,
            standing -> standing.partner().toString())
        .map(StandingJson::of);
  }

  @GetMapping("/own")
  @Operation(summary = "Your own Total Receipts and web-services orders with your parent")
  StandingJson own(@CurrentSeller SellerId seller) {
    return readStandings
        .own(seller)
        .map(StandingJson::of)
        .orElseThrow(
            () ->
                new ProblemException(
                    CommonProblems.NOT_FOUND,
                    "No receipt or web-services order of yours was recorded yet, or you buy from registries only."));
  }
}
