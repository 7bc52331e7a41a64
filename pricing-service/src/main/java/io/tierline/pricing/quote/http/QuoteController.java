package io.tierline.pricing.quote.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import io.tierline.pricing.quote.FindPremiumCosts;
import io.tierline.pricing.quote.QuotePrice;
import io.tierline.pricing.quote.QuotePrice.Answer;
import io.tierline.pricing.quote.QuotePrice.Question;
import io.tierline.pricing.quote.Wanted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Quotes", description = "What a purchase costs, and why")
class QuoteController {

  /** Quotes in one request. */
  static final int BATCH_MAX = 1_000;

  private final QuotePrice quotePrice;
  private final FindPremiumCosts findPremiumCosts;
  private final Timer timer;
  private final Timer batchTimer;

  QuoteController(QuotePrice quotePrice, FindPremiumCosts findPremiumCosts, MeterRegistry meters) {
    this.quotePrice = quotePrice;
    this.findPremiumCosts = findPremiumCosts;
    this.timer = timer("one-seller", meters);
    this.batchTimer = timer("batch", meters);
  }

  private static Timer timer(String kind, MeterRegistry meters) {
    return Timer.builder("tierline.pricing.quote")
        .description("Time to quote one purchase")
        .tag("kind", kind)
        .publishPercentileHistogram()
        .register(meters);
  }

  @PostMapping("/v1/quotes")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Your own price for a customer, or for a sub-reseller with a given standing",
      description =
          "A price that is not set is refused, never taken as zero. With buyerId the buyer's specific prices count."
              + " A signed one is honoured by orders for exactly that purchase until it expires.")
  QuotedJson quote(@Valid @RequestBody QuoteJson body, @CurrentSeller SellerId seller) {
    return timer.record(
        () -> {
          Question question = body.question();
          Instant at = Moments.within("at", body.at());
          return QuotedJson.of(seller, question, answers(seller, List.of(question), at).getFirst());
        });
  }

  @Schema(
      example =
          """
          {"quotes": [
            {"audience": "CUSTOMER", "buyerId": "20001", "product": "com", "action": "REGISTER",
             "years": 2, "taxAddress": {"country": "SG"}},
            {"audience": "CUSTOMER", "product": "net", "action": "RENEW", "years": 1}]}
          """)
  record BatchJson(
      @NotEmpty @Size(max = BATCH_MAX) List<@NotNull @Valid QuoteJson> quotes,
      @Nullable @Schema(description = "A past or future moment for all; now unless given")
          Instant at) {}

  /**
   * @param answers in the order of the questions
   */
  record BatchAnswerJson(List<AnswerJson> answers) {}

  /** Either a quote, or why there is none. */
  record AnswerJson(@Nullable QuotedJson quote, @Nullable RefusalJson refusal) {}

  /**
   * @param type as in a problem document
   * @param more its further members
   */
  record RefusalJson(URI type, String title, int status, String detail, Map<String, Object> more) {

    static RefusalJson of(ProblemException problem) {
      return new RefusalJson(
          problem.type().uri(),
          problem.type().title(),
          problem.type().status().value(),
          problem.detail(),
          problem.properties());
    }
  }

  @PostMapping("/v1/quotes/batch")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Up to 1,000 quotes at once, all from the same state of your prices",
      description = "Each is answered or refused on its own, in the order they were sent.")
  BatchAnswerJson batch(@Valid @RequestBody BatchJson body, @CurrentSeller SellerId seller) {
    return batchTimer.record(() -> answered(body, seller));
  }

  private BatchAnswerJson answered(BatchJson body, SellerId seller) {
    Instant at = Moments.within("at", body.at());
    List<Question> questions = new ArrayList<>();
    List<@Nullable RefusalJson> refused = new ArrayList<>();
    for (QuoteJson quote : body.quotes()) {
      try {
        quote.refuseMomentOfItsOwn();
        questions.add(quote.question());
        refused.add(null);
      } catch (ProblemException e) {
        refused.add(RefusalJson.of(e));
      }
    }
    List<Answer> found = answers(seller, questions, at);
    List<AnswerJson> answers = new ArrayList<>();
    int next = 0;
    for (RefusalJson refusal : refused) {
      if (refusal != null) {
        answers.add(new AnswerJson(null, refusal));
      } else {
        answers.add(answer(seller, questions.get(next), found.get(next)));
        next++;
      }
    }
    return new BatchAnswerJson(answers);
  }

  private static AnswerJson answer(SellerId seller, Question question, Answer answer) {
    try {
      return new AnswerJson(QuotedJson.of(seller, question, answer), null);
    } catch (ProblemException e) {
      return new AnswerJson(null, RefusalJson.of(e));
    }
  }

  /**
   * What premium names cost depends on the rules of sellers above, whose rows only the background
   * sees; the quotes themselves are made with nothing but the seller's own.
   */
  private List<Answer> answers(SellerId seller, List<Question> questions, @Nullable Instant at) {
    List<Wanted> named =
        questions.stream()
            .map(Question::wanted)
            .filter(wanted -> wanted.name() != null)
            .distinct()
            .toList();
    Map<Wanted, Costs> costs =
        named.isEmpty()
            ? Map.of()
            : SellerScope.inBackground(() -> findPremiumCosts.find(seller, named, at));
    Optional<List<Answer>> kept =
        at == null ? quotePrice.quoteKept(seller, questions, costs) : Optional.empty();
    return kept.orElseGet(() -> quotePrice.quote(seller, questions, costs, at));
  }
}
