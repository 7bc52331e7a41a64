package io.tierline.benchmarks.load;

import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.PricingService;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The pricing service as it is, with one more endpoint that does nothing: the floor of the rest.
 */
public final class PricingUnderLoad {

  static final String NO_OP = "/v1/no-op";

  private PricingUnderLoad() {}

  /** Arguments are settings of the service. */
  public static void main(String[] arguments) {
    PricingService.application().sources(NoOp.class).run(arguments);
  }

  /** Reads the question of a quote and answers without looking anything up. */
  @RestController
  static class NoOp {

    /** The same members as a question for a quote. */
    record QuestionJson(String audience, String product, String action, int years) {}

    record AnswerJson(SellerId sellerId, String product, int years) {}

    @PostMapping(NO_OP)
    @PreAuthorize("hasAuthority('SCOPE_prices.read')")
    AnswerJson answer(@RequestBody QuestionJson question, @CurrentSeller SellerId seller) {
      return new AnswerJson(seller, question.product(), question.years());
    }
  }
}
