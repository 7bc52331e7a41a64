package io.tierline.pricing.quote.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.engine.StandingRules;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.quote.QuotePrice;
import io.tierline.pricing.quote.QuotePrice.Answer;
import io.tierline.pricing.quote.QuotePrice.Question;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Quotes", description = "What a purchase costs, and why")
class QuoteController {

  private final QuotePrice quotePrice;
  private final Timer timer;

  QuoteController(QuotePrice quotePrice, MeterRegistry meters) {
    this.quotePrice = quotePrice;
    this.timer =
        Timer.builder("tierline.pricing.quote")
            .description("Time to quote one purchase")
            .tag("kind", "one-seller")
            .publishPercentileHistogram()
            .register(meters);
  }

  @Schema(
      example =
          """
          {"audience": "SUB_RESELLER", "product": "com", "action": "RENEW", "years": 2,
           "standing": {"totalReceipts": {"amount": "5000.00", "currency": "USD"},
                        "webServicesOrders": 0}}
          """)
  record QuoteJson(
      @NotNull @Schema(example = "SUB_RESELLER") Audience audience,
      @NotNull @Size(max = 80) @Schema(example = "com") String product,
      @NotNull @Schema(example = "RENEW") ProductAction action,
      @NotNull @Min(1) @Max(100) @Schema(example = "2") Integer years,
      @Valid @Nullable StandingJson standing,
      @Nullable @Schema(description = "A past or future moment; now unless given") Instant at) {}

  record StandingJson(
      @NotNull @Valid AmountJson totalReceipts,
      @NotNull @Schema(example = "0") Integer webServicesOrders) {}

  record QuotedJson(
      Instant quotedAt,
      SellerId sellerId,
      Audience audience,
      String product,
      ProductAction action,
      int years,
      Money total,
      List<QuoteResult.Line> lines,
      List<QuoteResult.Reason> reasons,
      long priceVersion,
      Instant effectiveFrom) {}

  @PostMapping("/v1/quotes")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Your own price for a customer, or for a sub-reseller with a given standing",
      description = "A price that is not set is refused, never taken as zero.")
  QuotedJson quote(@Valid @RequestBody QuoteJson body, @CurrentSeller SellerId seller) {
    return timer.record(() -> answer(body, seller));
  }

  private QuotedJson answer(QuoteJson body, SellerId seller) {
    Answer answer =
        quotePrice.quote(
            new Question(
                new BookKey(seller, body.audience()),
                QuoteRequest.standard(body.product(), body.action(), body.years()),
                standing(body),
                Moments.within("at", body.at())));
    return switch (answer) {
      case Answer.Priced(Instant quotedAt, QuoteRequest request, Quote quote) ->
          new QuotedJson(
              quotedAt,
              seller,
              body.audience(),
              request.product(),
              request.action(),
              request.years(),
              quote.total(),
              quote.lines(),
              quote.reasons(),
              quote.priceVersion(),
              quote.effectiveFrom());
      case Answer.Priced(_, _, NoQuote none) ->
          throw PricingProblems.notPriced(none, Map.of("sellerId", seller.toString()));
      case Answer.ProductUnknown(String product) -> throw PricingProblems.productUnknown(product);
    };
  }

  private static Standing standing(QuoteJson body) {
    StandingJson standing = body.standing();
    return switch (body.audience()) {
      case CUSTOMER -> new Standing.OfCustomer(BuyerTerms.none());
      case SUB_RESELLER -> {
        if (standing == null) {
          throw new ProblemException(
              CommonProblems.MISSING_VALUE,
              "A sub-reseller's price depends on its standing: send standing.",
              Map.of("field", "standing"));
        }
        List<PriceRefusal> refusals = new ArrayList<>();
        Optional<Standing> read =
            StandingRules.read(
                "standing",
                standing.totalReceipts().proposed(),
                standing.webServicesOrders(),
                refusals::add);
        yield read.orElseThrow(() -> PricingProblems.refused(refusals));
      }
    };
  }
}
