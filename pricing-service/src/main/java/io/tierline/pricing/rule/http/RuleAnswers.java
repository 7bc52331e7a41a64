package io.tierline.pricing.rule.http;

import io.tierline.kit.http.ETags;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.rule.RuleChange;
import io.tierline.pricing.rule.SetRules.Result;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The outcome of a save as an answer. */
final class RuleAnswers {

  private RuleAnswers() {}

  static ResponseEntity<RuleChangeJson> of(Result result) {
    return switch (result) {
      case Result.Saved(RuleChange change) ->
          ResponseEntity.ok()
              .header(HttpHeaders.ETAG, ETags.of(change.version()))
              .body(RuleChangeJson.of(change));
      case Result.Refused refused -> throw PricingProblems.refused(refused.refusals());
      case Result.OtherVersion other -> throw ETags.changed(other.current());
      case Result.VersionRequired required -> throw SeenVersion.required(required.current());
      case Result.SellerUnknown unknown -> throw PricingProblems.sellerUnknown(unknown.seller());
    };
  }
}
