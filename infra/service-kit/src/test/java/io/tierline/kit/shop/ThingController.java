package io.tierline.kit.shop;

import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ThingController {

  private final Things things;

  ThingController(Things things) {
    this.things = things;
  }

  @GetMapping("/v1/things")
  @PreAuthorize("hasAuthority('SCOPE_things.read')")
  List<String> names() {
    return things.names();
  }
}
