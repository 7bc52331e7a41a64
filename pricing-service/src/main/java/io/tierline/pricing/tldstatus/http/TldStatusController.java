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
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.Pr15TldStatus.Wanted;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.http.ProductCursor;
import io.tierline.pricing.http.SeenVersion;
import io.tierline.pricing.tldstatus.ReadTldStatuses;
import io.tierline.pricing.tldstatus.ReadTldStatuses.OfTld;
import io.tierline.pricing.tldstatus.SetTldStatuses;
import io.tierline.pricing.tldstatus.SetTldStatuses.Command;
import io.tierline.pricing.tldstatus.SetTldStatuses.Result;
import io.tierline.pricing.tldstatus.TermsVersion.Publication;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
@RequestMapping("/v1/tld-statuses")
@Tag(name = "TLD statuses", description = "Which TLDs you sell")
class TldStatusController {

  private final ReadTldStatuses readTldStatuses;
  private final SetTldStatuses setTldStatuses;

  TldStatusController(ReadTldStatuses readTldStatuses, SetTldStatuses setTldStatuses) {
    this.readTldStatuses = readTldStatuses;
    this.setTldStatuses = setTldStatuses;
  }

  /**
   * @param termsVersion the current version of the TLD's terms: the next change agrees to it
   * @param termsUrl where it can be read; null for the first version
   * @param agreedTermsVersion the one agreed to at the last change, which may be an older one; 0
   *     when there was no change
   */
  record TldStatusJson(
      @Schema(example = "com") String tld,
      String unicode,
      TldStatus status,
      int termsVersion,
      @Nullable URI termsUrl,
      int agreedTermsVersion) {

    static TldStatusJson of(OfTld of) {
      Publication publication = of.terms().publication();
      return new TldStatusJson(
          of.tld(),
          ProductNames.unicode(of.tld()),
          of.status(),
          of.terms().version(),
          publication == null ? null : publication.url(),
          of.agreedTermsVersion());
    }
  }

  record SavedJson(long version) {}

  @Schema(
      example =
          """
          {"reason": "not worth the support",
           "tlds": [{"tld": "xxx", "status": "NO_NEW_ORDERS", "agreedTermsVersion": 1}]}
          """)
  record StatusesJson(
      @NotNull @Size(max = 2_000) List<@NotNull @Valid StatusOfJson> tlds,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {}

  record StatusOfJson(
      @NotNull @Size(max = 80) String tld,
      @NotNull TldStatus status,
      @Nullable Integer agreedTermsVersion) {}

  @Schema(
      example =
          """
          {"status": "NO_NEW_ORDERS", "agreedTermsVersion": 1, "reason": "too many disputes"}
          """)
  record StatusJson(
      @NotNull TldStatus status,
      @Nullable Integer agreedTermsVersion,
      @Nullable
          @Size(max = 500)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String reason) {}

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "Which TLDs you sell",
      description =
          "A TLD nobody set is sold. The ETag is of all statuses and their terms together.")
  ResponseEntity<Page<TldStatusJson>> page(PageRequest page, @CurrentSeller SellerId seller) {
    ReadTldStatuses.Page read =
        readTldStatuses.page(seller, ProductCursor.after(page), page.rows());
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(read.version(), read.terms()))
        .body(Page.of(read.tlds(), page, OfTld::tld).map(TldStatusJson::of));
  }

  @GetMapping("/{tld}")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Whether you sell a TLD")
  ResponseEntity<TldStatusJson> one(@PathVariable String tld, @CurrentSeller SellerId seller) {
    return readTldStatuses
        .one(seller, tld)
        .map(
            read ->
                ResponseEntity.ok()
                    .header(ETAG, ETags.of(read.version(), read.terms()))
                    .body(TldStatusJson.of(read.tlds().getFirst())))
        .orElseThrow(() -> PricingProblems.productUnknown(tld));
  }

  record RecordedStatusJson(
      String tld,
      TldStatus status,
      long version,
      int agreedTermsVersion,
      Instant recordedAt,
      String recordedBy,
      String reason) {

    static RecordedStatusJson of(Recorded recorded) {
      return new RecordedStatusJson(
          recorded.tld(),
          recorded.status(),
          recorded.version(),
          recorded.termsVersion(),
          recorded.at(),
          recorded.by(),
          recorded.reason());
    }
  }

  @GetMapping("/{tld}/history")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Who set the status of a TLD, when and why; newest first")
  Page<RecordedStatusJson> history(
      @PathVariable String tld, PageRequest page, @CurrentSeller SellerId seller) {
    String ascii = ProductNames.ascii(tld).orElseThrow(() -> PricingProblems.productUnknown(tld));
    OptionalLong before = page.afterNumber();
    return Page.of(
            readTldStatuses.history(seller, ascii, new Window(before, page.rows())),
            page,
            recorded -> Long.toString(recorded.version()))
        .map(RecordedStatusJson::of);
  }

  @PutMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Decide which TLDs you sell: all of these or none",
      description =
          "Each needs agreement to the current version of the TLD's terms; a status that was agreed to"
              + " in an older version stays until it is set anew. DO_NOT_SELL is refused while you or"
              + " those below you have orders of the TLD. One TLD at least stays sold. Needs If-Match,"
              + " except for the very first time.")
  ResponseEntity<SavedJson> set(
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody StatusesJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    List<Wanted> wanted = new ArrayList<>();
    for (StatusOfJson of : body.tlds()) {
      wanted.add(
          wanted(
              "tlds[%d]".formatted(wanted.size()), of.tld(), of.status(), of.agreedTermsVersion()));
    }
    return saved(
        new Command(
            seller,
            SeenVersion.of(ifMatch),
            wanted,
            caller.getName(),
            body.reason() == null ? "" : body.reason()));
  }

  @PutMapping("/{tld}")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Decide whether you sell a TLD",
      description = "As for many at once; the ETag is of all statuses together.")
  ResponseEntity<SavedJson> setOne(
      @PathVariable String tld,
      @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody StatusJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    return saved(
        new Command(
            seller,
            SeenVersion.of(ifMatch),
            List.of(wanted("tlds[0]", tld, body.status(), body.agreedTermsVersion())),
            caller.getName(),
            body.reason() == null ? "" : body.reason()));
  }

  private static Wanted wanted(
      String path, String tld, TldStatus status, @Nullable Integer agreedTermsVersion) {
    return new Wanted(
        path,
        ProductNames.ascii(tld).orElse(tld),
        status,
        agreedTermsVersion == null ? 0 : agreedTermsVersion);
  }

  private ResponseEntity<SavedJson> saved(Command command) {
    return switch (setTldStatuses.set(command)) {
      case Result.Saved(long version) ->
          ResponseEntity.ok().header(ETAG, ETags.of(version)).body(new SavedJson(version));
      case Result.Refused(var refusals) -> throw PricingProblems.refused(refusals);
      case Result.OtherVersion(long current) -> throw ETags.changed(current);
      case Result.VersionRequired(long current) -> throw SeenVersion.required(current);
    };
  }
}
