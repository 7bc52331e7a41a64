package io.tierline.pricing.tldstatus.http;

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
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.tldstatus.PublishTldTerms;
import io.tierline.pricing.tldstatus.PublishTldTerms.Command;
import io.tierline.pricing.tldstatus.PublishTldTerms.Result;
import io.tierline.pricing.tldstatus.ReadTldTerms;
import io.tierline.pricing.tldstatus.TermsVersion;
import io.tierline.pricing.tldstatus.TermsVersion.Publication;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
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
@RequestMapping("/v1/tlds/{tld}/terms")
@Tag(name = "TLD statuses")
class TldTermsController {

  private final ReadTldTerms readTldTerms;
  private final PublishTldTerms publishTldTerms;

  TldTermsController(ReadTldTerms readTldTerms, PublishTldTerms publishTldTerms) {
    this.readTldTerms = readTldTerms;
    this.publishTldTerms = publishTldTerms;
  }

  /**
   * @param version the one to agree to
   * @param url where it can be read; null for the first version, which comes with signing up
   */
  record TermsJson(
      @Schema(example = "com") String tld,
      String unicode,
      int version,
      @Nullable URI url,
      @Nullable Instant publishedAt) {

    static TermsJson of(TermsVersion terms) {
      Publication publication = terms.publication();
      return new TermsJson(
          terms.tld(),
          ProductNames.unicode(terms.tld()),
          terms.version(),
          publication == null ? null : publication.url(),
          publication == null ? null : publication.at());
    }
  }

  @Schema(
      example =
          """
          {"url": "https://registry.example/policies/2027", "reason": "the registry's new abuse policy"}
          """)
  record NewTermsJson(
      @NotNull String url,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {}

  @GetMapping
  @PreAuthorize("hasAnyAuthority('SCOPE_prices.read', 'SCOPE_operator')")
  @Operation(
      summary = "The current terms of a TLD",
      description =
          "Whoever sets the TLD's status agrees to them, by their version. GET /v1/tld-statuses shows"
              + " which version you agreed to last.")
  ResponseEntity<TermsJson> current(@PathVariable String tld, @CurrentSeller SellerId seller) {
    return readTldTerms
        .current(seller, tld)
        .map(TldTermsController::answer)
        .orElseThrow(() -> PricingProblems.productUnknown(tld));
  }

  @PutMapping
  @PreAuthorize("hasAuthority('SCOPE_operator')")
  @Operation(
      summary = "Publish a new version of a TLD's terms, for your whole tree",
      description =
          "Statuses stay as they are, and nobody stops selling. Who sets the TLD's status next agrees"
              + " to the new version. Needs If-Match with the version you have seen.")
  ResponseEntity<TermsJson> publish(
      @PathVariable String tld,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody NewTermsJson body,
      @CurrentSeller SellerId operator,
      Authentication caller) {
    Result result =
        publishTldTerms.publish(
            new Command(
                operator,
                tld,
                SeenVersion.of(ifMatch),
                body.url(),
                caller.getName(),
                body.reason() == null ? "" : body.reason()));
    return switch (result) {
      case Result.Published(TermsVersion terms) -> answer(terms);
      case Result.Refused(var refusal) -> throw PricingProblems.refused(List.of(refusal));
      case Result.TldUnknown unknown -> throw PricingProblems.productUnknown(unknown.tld());
      case Result.SellerUnknown unknown -> throw PricingProblems.sellerUnknown(unknown.seller());
      case Result.NotAnOperator partner ->
          throw new ProblemException(
              CommonProblems.FORBIDDEN,
              "The terms of TLDs are published by operators, and %s is a partner."
                  .formatted(partner.seller()));
      case Result.OtherVersion other -> throw ETags.changed(other.current());
      case Result.VersionRequired required -> throw SeenVersion.required(required.current());
    };
  }

  record PublishedTermsJson(
      int version, URI url, Instant publishedAt, String publishedBy, String reason) {}

  @GetMapping("/history")
  @PreAuthorize("hasAuthority('SCOPE_operator')")
  @Operation(
      summary = "Who published which version of your TLD's terms, when and why; newest first",
      description = "Version 1 is there from the beginning; nobody published it.")
  Page<PublishedTermsJson> history(
      @PathVariable String tld, PageRequest page, @CurrentSeller SellerId operator) {
    return Page.of(
            readTldTerms
                .history(operator, tld, new Window(page.afterNumber(), page.rows()))
                .orElseThrow(() -> PricingProblems.productUnknown(tld)),
            page,
            terms -> Integer.toString(terms.version()))
        .map(TldTermsController::published);
  }

  private static PublishedTermsJson published(TermsVersion terms) {
    Publication publication = terms.publication();
    if (publication == null) {
      throw new IllegalStateException("Nobody published the first version of " + terms.tld());
    }
    return new PublishedTermsJson(
        terms.version(),
        publication.url(),
        publication.at(),
        publication.by(),
        publication.reason());
  }

  private static ResponseEntity<TermsJson> answer(TermsVersion terms) {
    return ResponseEntity.ok().header(ETAG, ETags.of(terms.version())).body(TermsJson.of(terms));
  }
}
