package io.tierline.onboarding.seller.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.kit.http.ETags;
import io.tierline.kit.http.IfMatch;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.onboarding.http.BrandDocument;
import io.tierline.onboarding.http.Caller;
import io.tierline.onboarding.seller.ReviseBrand;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.ShowSeller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A seller's own brand. */
@RestController
@RequestMapping("/v1/brand")
@Tag(name = "Brand", description = "How a seller appears to its buyers")
public class BrandController {

  private final ShowSeller showSeller;
  private final ReviseBrand reviseBrand;

  public BrandController(ShowSeller showSeller, ReviseBrand reviseBrand) {
    this.showSeller = showSeller;
    this.reviseBrand = reviseBrand;
  }

  @GetMapping
  @PreAuthorize("hasAuthority('SCOPE_brand.write')")
  @Operation(summary = "Show the brand", description = "The ETag is needed to change it.")
  public ResponseEntity<BrandDocument> show(
      @AuthenticationPrincipal Jwt token, HttpServletRequest request) {
    Seller seller = seller(Caller.of(token, request).seller());
    return ResponseEntity.ok()
        .eTag(ETags.of(seller.version()))
        .body(BrandDocument.of(seller.profile().brand()));
  }

  @PutMapping
  @PreAuthorize("hasAuthority('SCOPE_brand.write')")
  @Operation(
      summary = "Change the brand",
      description = "If-Match is the ETag of the version you saw; 412 when it has changed since.")
  public ResponseEntity<BrandDocument> revise(
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request,
      IfMatch ifMatch,
      @Valid @RequestBody BrandDocument brand) {
    Caller caller = Caller.of(token, request);
    long current = seller(caller.seller()).version();
    ifMatch.require(current);
    long version =
        reviseBrand
            .revise(caller.seller(), brand.brand(), current, caller.actor())
            .orElseThrow(() -> ETags.changed(current + 1));
    return ResponseEntity.ok().eTag(ETags.of(version)).body(brand);
  }

  private Seller seller(SellerId id) {
    return showSeller
        .show(id)
        .orElseThrow(
            () -> new ProblemException(CommonProblems.NOT_FOUND, "There is no seller " + id + "."));
  }
}
