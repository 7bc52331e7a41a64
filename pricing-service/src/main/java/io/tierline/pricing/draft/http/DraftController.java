package io.tierline.pricing.draft.http;

import static org.springframework.http.HttpHeaders.ETAG;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.http.IfMatch;
import io.tierline.kit.idempotency.Idempotent;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.http.PricesJson;
import io.tierline.pricing.book.http.SavedPricesJson;
import io.tierline.pricing.cost.CostsOfSellers;
import io.tierline.pricing.draft.Draft;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.DraftResult;
import io.tierline.pricing.draft.PublishDraft;
import io.tierline.pricing.draft.ReadDrafts;
import io.tierline.pricing.draft.ReadDrafts.Shown;
import io.tierline.pricing.draft.RebaseDraft;
import io.tierline.pricing.draft.WriteDraft;
import io.tierline.pricing.engine.CostOf;
import io.tierline.pricing.http.Moments;
import io.tierline.pricing.http.PricingProblems;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/price-books/{audience}/drafts")
@Tag(name = "Drafts", description = "Changes of your prices in preparation")
class DraftController {

  private final WriteDraft writeDraft;
  private final ReadDrafts readDrafts;
  private final PublishDraft publishDraft;
  private final RebaseDraft rebaseDraft;
  private final CostsOfSellers costsOfSellers;

  DraftController(
      WriteDraft writeDraft,
      ReadDrafts readDrafts,
      PublishDraft publishDraft,
      RebaseDraft rebaseDraft,
      CostsOfSellers costsOfSellers) {
    this.writeDraft = writeDraft;
    this.readDrafts = readDrafts;
    this.publishDraft = publishDraft;
    this.rebaseDraft = rebaseDraft;
    this.costsOfSellers = costsOfSellers;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Prepare a change: by hand, by margin, or back to an earlier state",
      description =
          "Send exactly one of 'change', 'margin' and 'rollbackTo'. Nothing is kept unless all of"
              + " it keeps to the rules; nothing is sold at it until you publish it.")
  ResponseEntity<DraftJson> create(
      @PathVariable Audience audience,
      @Valid @RequestBody NewDraftJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    BookKey book = new BookKey(seller, audience);
    DraftResult result =
        writeDraft.write(
            new WriteDraft.Request(book, body.source(), caller.getName(), costsOf(seller)));
    Draft draft = kept(result);
    return ResponseEntity.created(
            URI.create(
                "/v1/price-books/%s/drafts/%d".formatted(audience.name(), draft.head().id())))
        .header(ETAG, ETags.of(draft.head().version()))
        .body(DraftJson.of(draft));
  }

  /** Read before the seller's own transaction begins, because it looks at its parent's prices. */
  private CostOf costsOf(SellerId seller) {
    return SellerScope.inBackground(() -> costsOfSellers.of(seller));
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "Your drafts, newest first")
  Page<DraftJson> page(
      @PathVariable Audience audience, PageRequest page, @CurrentSeller SellerId seller) {
    return Page.of(
            readDrafts.page(new BookKey(seller, audience), page.afterNumber(), page.rows()),
            page,
            (Head head) -> Long.toString(head.id()))
        .map(DraftJson::of);
  }

  @GetMapping("/{id}")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(summary = "One draft, with its change as it can be sent back")
  ResponseEntity<DraftJson> read(
      @PathVariable Audience audience, @PathVariable long id, @CurrentSeller SellerId seller) {
    return readDrafts
        .find(new BookKey(seller, audience), id)
        .map(DraftController::answer)
        .orElseThrow(() -> DraftProblems.unknown(id));
  }

  @PutMapping("/{id}")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Replace what a draft says",
      description =
          "Needs If-Match with the draft's ETag. The draft is then made on the book as it is now.")
  ResponseEntity<DraftJson> edit(
      @PathVariable Audience audience,
      @PathVariable long id,
      IfMatch ifMatch,
      @Valid @RequestBody PricesJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    String reason = body.reason();
    return answer(
        kept(
            writeDraft.edit(
                new BookKey(seller, audience),
                id,
                ifMatch.version(),
                new WriteDraft.Edit(
                    new Content(body.changes(), reason == null ? "" : reason, body.start()),
                    caller.getName()))));
  }

  @DeleteMapping("/{id}")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(summary = "Throw a draft away", description = "Needs If-Match with its ETag.")
  ResponseEntity<Void> discard(
      @PathVariable Audience audience,
      @PathVariable long id,
      IfMatch ifMatch,
      @CurrentSeller SellerId seller) {
    DraftResult result = writeDraft.discard(new BookKey(seller, audience), id, ifMatch.version());
    if (result instanceof DraftResult.Removed) {
      return ResponseEntity.noContent().build();
    }
    throw DraftProblems.of(result);
  }

  @GetMapping("/{id}/preview")
  @PreAuthorize("hasAuthority('SCOPE_prices.read')")
  @Operation(
      summary = "What publishing it would do to your prices as they are now",
      description =
          "Every price that changes, with its margin before and after where your cost is known, and"
              + " what you should look at twice.")
  PreviewJson preview(
      @PathVariable Audience audience,
      @PathVariable long id,
      PageRequest page,
      @CurrentSeller SellerId seller) {
    Shown shown = readDrafts.preview(new BookKey(seller, audience), id, costsOf(seller));
    return switch (shown) {
      case Shown.Compared compared -> PreviewJson.of(compared, page);
      case Shown.Refused(var refusals) -> throw PricingProblems.refused(refusals);
      case Shown.Unknown unknown -> throw DraftProblems.unknown(unknown.id());
    };
  }

  /**
   * @param effectiveFrom in place of the draft's own
   */
  @Schema(example = "{\"effectiveFrom\": null}")
  record PublishJson(@Nullable Instant effectiveFrom) {}

  @PostMapping("/{id}/publish")
  @Idempotent
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Make its prices yours: all of them or none",
      description =
          "Needs If-Match with the draft's ETag. Refused with 409 when your prices have changed"
              + " since the draft was made; rebase it then. The draft is gone once it is"
              + " published.")
  ResponseEntity<SavedPricesJson> publish(
      @PathVariable Audience audience,
      @PathVariable long id,
      IfMatch ifMatch,
      @Valid @RequestBody PublishJson body,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    DraftResult result =
        publishDraft.publish(
            new PublishDraft.Request(
                new BookKey(seller, audience),
                id,
                ifMatch.version(),
                Moments.within("effectiveFrom", body.effectiveFrom()),
                caller.getName()));
    if (result instanceof DraftResult.Published published) {
      return ResponseEntity.ok()
          .header(ETAG, ETags.of(published.saved().change().bookVersion()))
          .body(SavedPricesJson.of(published.saved()));
    }
    throw DraftProblems.of(result);
  }

  @PostMapping("/{id}/rebase")
  @PreAuthorize("hasAuthority('SCOPE_prices.write')")
  @Operation(
      summary = "Bring it onto your prices as they are now",
      description =
          "Needs If-Match with the draft's ETag. Refused with 409 where both changed the same"
              + " price, naming each; edit the draft then.")
  ResponseEntity<DraftJson> rebase(
      @PathVariable Audience audience,
      @PathVariable long id,
      IfMatch ifMatch,
      @CurrentSeller SellerId seller,
      Authentication caller) {
    return answer(
        kept(
            rebaseDraft.rebase(
                new BookKey(seller, audience), id, ifMatch.version(), caller.getName())));
  }

  private static Draft kept(DraftResult result) {
    if (result instanceof DraftResult.Kept(Draft draft)) {
      return draft;
    }
    throw DraftProblems.of(result);
  }

  private static ResponseEntity<DraftJson> answer(Draft draft) {
    return ResponseEntity.ok()
        .header(ETAG, ETags.of(draft.head().version()))
        .body(DraftJson.of(draft));
  }
}
