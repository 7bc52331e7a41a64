package io.tierline.pricing.rates.http;

import static org.springframework.http.HttpHeaders.ETAG;
import static org.springframework.http.HttpHeaders.IF_MATCH;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.engine.ExchangeRate;
import io.tierline.pricing.engine.ProposedRate;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.rates.CurrencyPair;
import io.tierline.pricing.rates.ReadRates;
import io.tierline.pricing.rates.RecordedRate;
import io.tierline.pricing.rates.SetRate;
import io.tierline.pricing.rates.SetRate.Result;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/exchange-rates")
@Tag(name = "Exchange rates", description = "What one currency is worth in another")
class RateController {

  private final SetRate setRate;
  private final ReadRates readRates;

  RateController(SetRate setRate, ReadRates readRates) {
    this.setRate = setRate;
    this.readRates = readRates;
  }

  @Schema(
      example =
          """
          {"rate": "0.8614", "day": "2026-11-20", "source": "ECB reference rate"}
          """)
  record RateJson(
      @NotNull @Size(max = 50) @Schema(example = "0.8614") String rate,
      @NotNull LocalDate day,
      @NotNull
          @Size(max = 200)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String source) {}

  /**
   * @param rate how many of {@code to} one of {@code from} is worth
   */
  record NewestRateJson(String from, String to, String rate, LocalDate day, String source) {

    static NewestRateJson of(ExchangeRate rate) {
      return new NewestRateJson(
          rate.from().getCode(),
          rate.to().getCode(),
          rate.rate().toPlainString(),
          rate.day(),
          rate.source());
    }
  }

  record RatesJson(int maxAgeDays, List<NewestRateJson> rates) {}

  record RecordedRateJson(
      String from,
      String to,
      long version,
      String rate,
      LocalDate day,
      String source,
      Instant recordedAt,
      String recordedBy) {

    static RecordedRateJson of(RecordedRate recorded) {
      ExchangeRate rate = recorded.rate();
      return new RecordedRateJson(
          rate.from().getCode(),
          rate.to().getCode(),
          recorded.version(),
          rate.rate().toPlainString(),
          rate.day(),
          rate.source(),
          recorded.recordedAt(),
          recorded.recordedBy());
    }
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "The newest rate of each pair, as your operator recorded it",
      description = "A rate older than maxAgeDays converts nothing until there is a newer one.")
  RatesJson newest(@CurrentSeller SellerId seller) {
    return new RatesJson(
        readRates.maxAgeDays(), readRates.newest(seller).stream().map(NewestRateJson::of).toList());
  }

  @GetMapping("/{from}/{to}")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Every rate of a pair that was recorded, newest first",
      description = "The ETag of the first page is the version the next change names.")
  ResponseEntity<Page<RecordedRateJson>> history(
      @PathVariable String from,
      @PathVariable String to,
      PageRequest page,
      @CurrentSeller SellerId seller) {
    CurrencyPair pair = new CurrencyPair(currency("from", from), currency("to", to));
    List<RecordedRate> found =
        readRates.history(seller, pair, page.afterNumber().orElse(Long.MAX_VALUE), page.rows());
    Page<RecordedRateJson> answer =
        Page.of(found, page, rate -> Long.toString(rate.version())).map(RecordedRateJson::of);
    ResponseEntity.BodyBuilder ok = ResponseEntity.ok();
    return page.after() == null
        ? ok.header(ETAG, ETags.of(found.isEmpty() ? 0 : found.getFirst().version())).body(answer)
        : ok.body(answer);
  }

  @PutMapping("/{from}/{to}")
  @PreAuthorize("hasAuthority('SCOPE_operator')")
  @Operation(
      summary = "Record what one of a currency is worth in another",
      description =
          "For your whole tree of sellers. The rate back is a pair of its own. No selling price changes by itself.")
  ResponseEntity<RecordedRateJson> set(
      @PathVariable String from,
      @PathVariable String to,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody RateJson body,
      @CurrentSeller SellerId operator,
      Authentication caller) {
    Result result =
        setRate.set(
            new SetRate.Command(
                operator,
                SeenVersion.of(ifMatch),
                new ProposedRate("rate", from, to, body.rate(), body.day(), body.source()),
                caller.getName()));
    return switch (result) {
      case Result.Saved(RecordedRate rate) ->
          ResponseEntity.ok()
              .header(ETAG, ETags.of(rate.version()))
              .body(RecordedRateJson.of(rate));
      case Result.Refused refused -> throw PricingProblems.refused(refused.refusals());
      case Result.OtherVersion other -> throw ETags.changed(other.current());
      case Result.VersionRequired required -> throw SeenVersion.required(required.current());
      case Result.NoOperator none -> throw PricingProblems.sellerUnknown(none.seller());
    };
  }

  private static CurrencyUnit currency(String variable, String code) {
    try {
      return CurrencyUnit.of(code);
    } catch (IllegalCurrencyException e) {
      throw new ProblemException(
          CommonProblems.INVALID_VALUE,
          "'%s' is no currency; write its ISO 4217 code, such as USD.".formatted(code),
          Map.of("field", variable));
    }
  }
}
