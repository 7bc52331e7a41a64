package io.tierline.kit.shop;

import io.tierline.kit.http.ETags;
import io.tierline.kit.http.IfMatch;
import io.tierline.kit.idempotency.IdempotencyKeys;
import io.tierline.kit.idempotency.Idempotent;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.CurrentSeller;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.kit.tenancy.WholeChain;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Map;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ThingController {

  private static final ProblemType SOLD_OUT =
      new ProblemType("sold-out", HttpStatus.CONFLICT, "There is none left");

  private final Things things;
  private final IdempotencyKeys keys;

  ThingController(Things things, IdempotencyKeys keys) {
    this.things = things;
    this.keys = keys;
  }

  @GetMapping("/v1/things")
  @PreAuthorize("hasAuthority('SCOPE_things.read')")
  Page<Thing> page(PageRequest request) {
    return things.page(request);
  }

  @GetMapping("/v1/things/{id}")
  ResponseEntity<Thing> one(@PathVariable ThingId id) {
    Thing thing = things.find(id).orElseThrow(ThingController::none);
    return ResponseEntity.ok().eTag(ETags.of(thing.version())).body(thing);
  }

  @PostMapping("/v1/things")
  @Idempotent
  ResponseEntity<Thing> add(@CurrentSeller ThingId seller, @RequestBody @Valid NewThing body) {
    ThingId id = things.add(seller.value(), body.name());
    if (body.name().equals("sold out")) {
      throw new ProblemException(SOLD_OUT, "There is none left.", Map.of("name", body.name()));
    }
    if (body.name().equals("answered conflict")) {
      return ResponseEntity.status(HttpStatus.CONFLICT).build();
    }
    return ResponseEntity.created(URI.create("/v1/things/" + id))
        .eTag(ETags.of(1))
        .body(new Thing(id, body.name(), 1));
  }

  @PutMapping("/v1/things/{id}")
  ResponseEntity<Thing> rename(
      @PathVariable ThingId id, IfMatch ifMatch, @RequestBody @Valid NewThing.Tag name) {
    Thing thing = things.find(id).orElseThrow(ThingController::none);
    ifMatch.require(thing.version());
    if (!things.rename(id, name.text(), ifMatch.version())) {
      throw ETags.changed(thing.version() + 1);
    }
    return ResponseEntity.ok()
        .eTag(ETags.of(thing.version() + 1))
        .body(new Thing(id, name.text(), thing.version() + 1));
  }

  @PostMapping("/v1/chains")
  @Idempotent
  @WholeChain
  Map<String, String> chain(@CurrentSeller String seller) {
    ThingId own = things.add(Long.parseLong(seller), "own leg");
    things.add(4_711, "leg of another seller");
    return Map.of("own", own.toString());
  }

  @PostMapping("/v1/claims")
  @Transactional
  Map<String, String> claim(
      @RequestHeader("Idempotency-Key") String key, @RequestParam String fingerprint) {
    String fresh = "thing-" + System.nanoTime();
    return Map.of("reference", keys.claim(key, fingerprint, fresh).orElse(fresh));
  }

  @GetMapping("/v1/count")
  Map<String, Integer> count(@RequestParam int years) {
    return Map.of("years", years);
  }

  @GetMapping("/v1/echo")
  Map<String, String> echo(@RequestParam String text) {
    return Map.of("text", text);
  }

  @GetMapping("/v1/surprise")
  Map<String, String> surprise() {
    throw new IllegalStateException("the secret of io.tierline.kit.shop");
  }

  @GetMapping("/v1/stale")
  Map<String, String> stale() {
    throw new OptimisticLockingFailureException("row 7");
  }

  @GetMapping("/open/seller")
  Map<String, Integer> legacy(@RequestParam("auth-userid") String seller) {
    return Map.of("things", SellerScope.asSeller(seller, things::names).size());
  }

  @PostMapping("/open/form")
  Map<String, String> form(@RequestParam String name) {
    return Map.of("name", name);
  }

  private static ProblemException none() {
    return new ProblemException(CommonProblems.NOT_FOUND, "There is no such thing.");
  }
}
