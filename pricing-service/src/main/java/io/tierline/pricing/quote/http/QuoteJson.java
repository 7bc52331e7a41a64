package io.tierline.pricing.quote.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import io.tierline.pricing.engine.Place;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.engine.StandingRules;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.quote.Buyer;
import io.tierline.pricing.quote.QuotePrice.Promise;
import io.tierline.pricing.quote.QuotePrice.Question;
import io.tierline.pricing.quote.Wanted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question for a price. */
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
    @Nullable
        @Pattern(regexp = "[1-9][0-9]{0,17}", message = "must be a number of 1 to 18 digits")
        @Schema(example = "20001", description = "A customer or partner of yours")
        String buyerId,
    @Nullable @Size(max = 253) @Schema(example = "example.com") String name,
    @Nullable @Schema(description = "true: the buyer knows that the name is premium")
        Boolean premium,
    @Valid @Nullable StandingJson standing,
    @Valid @Nullable TaxAddressJson taxAddress,
    @Nullable @Schema(description = "A past or future moment; now unless given") Instant at,
    @Nullable @Schema(description = "true: honoured for a while, for this buyer alone")
        Boolean signed) {

  record StandingJson(
      @NotNull @Valid AmountJson totalReceipts,
      @NotNull @Schema(example = "0") Integer webServicesOrders) {}

  record TaxAddressJson(
      @NotNull
          @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 code in two capitals")
          @Schema(example = "CA")
          String country,
      @Nullable
          @Pattern(
              regexp = "[A-Z0-9]{1,3}",
              message = "must be an ISO 3166-2 code without the country")
          @Schema(example = "QC")
          String region) {}

  Question question() {
    boolean promised = Boolean.TRUE.equals(signed);
    if (promised && buyerId == null) {
      throw missing("buyerId", "A signed quote is for one buyer: send buyerId.");
    }
    if (promised && at != null) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "Only the price of this moment is signed; leave 'at' out.",
          Map.of("field", "at"));
    }
    return new Question(
        audience,
        new Wanted(
            product,
            action,
            years,
            name,
            Boolean.TRUE.equals(premium) ? Acknowledgement.GIVEN : Acknowledgement.ABSENT),
        new Buyer(
            buyerId == null ? null : Long.valueOf(buyerId),
            readStanding(),
            taxAddress == null ? null : new Place(taxAddress.country(), taxAddress.region())),
        promised ? Promise.SIGNED : Promise.NONE);
  }

  /** In a batch all prices are of one moment. */
  void refuseMomentOfItsOwn() {
    if (at != null) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "All quotes of a batch are of one moment: send 'at' beside 'quotes'.",
          Map.of("field", "at"));
    }
  }

  private Standing readStanding() {
    return switch (audience) {
      case CUSTOMER -> new Standing.OfCustomer(BuyerTerms.none());
      case SUB_RESELLER -> {
        if (standing == null) {
          throw missing(
              "standing", "A sub-reseller's price depends on its standing: send standing.");
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

  private static ProblemException missing(String field, String detail) {
    return new ProblemException(CommonProblems.MISSING_VALUE, detail, Map.of("field", field));
  }
}
