package io.tierline.kit.shop;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A request body with something of everything. */
public record NewThing(
    @NotBlank @Size(max = 50) String name,
    @NotNull Money price,
    @Min(1) @Max(10) int years,
    @NotNull Kind kind,
    @Nullable ThingId replaces,
    @Nullable Instant from,
    @Nullable List<@Valid Tag> tags) {

  /** What it is. */
  public enum Kind {
    TEA,
    COFFEE
  }

  /** A word. */
  public record Tag(@NotBlank @Size(max = 10) String text) {}
}
