package io.tierline.pricing.book.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.book.Changes.Part;
import io.tierline.pricing.book.Changes.Removal;
import io.tierline.pricing.book.SetPrices.Command;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedFee;
import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.engine.ProposedPromo;
import io.tierline.pricing.engine.ProposedSlab;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.Moments;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a seller sends to set prices. */
@Schema(
    example =
        """
        {"currency": "USD", "reason": "autumn prices",
         "prices": [
           {"product": "com", "action": "REGISTER", "slab": 0, "years": 1,
            "perYear": {"amount": "10.00", "currency": "USD"}},
           {"product": "com", "action": "REGISTER", "slab": 0, "years": 2,
            "perYear": {"amount": "9.00", "currency": "USD"}}],
         "promos": [
           {"name": "Autumn", "products": ["com"], "actions": ["REGISTER"],
            "perYear": {"amount": "6.00", "currency": "USD"},
            "from": "2026-11-27T00:00:00Z", "until": "2026-12-01T00:00:00Z"}]}
        """)
public record PricesJson(
    @NotNull @Size(max = 3) String currency,
    @Nullable @Size(max = Limits.SLAB_NUMBER_MAX) List<@NotNull @Valid SlabJson> slabs,
    @Nullable @Size(max = Limits.CELLS_PER_CHANGE_MAX) List<@NotNull @Valid CellJson> prices,
    @Nullable @Size(max = 500) List<@NotNull @Valid NewPromoJson> promos,
    @Nullable @Size(max = 2_000) List<@NotNull @Valid NewFeeJson> applicationFees,
    @Nullable @Size(max = 2_000) List<@NotNull @Size(max = 80) String> withdraw,
    @Nullable @Size(max = 2_000) List<@NotNull @Size(max = 80) String> removePromos,
    @Nullable @Size(max = 2_000) List<@NotNull @Size(max = 80) String> removeApplicationFees,
    @Nullable Instant effectiveFrom,
    @Nullable
        @Size(max = 500)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
        String reason) {

  record SlabJson(
      @NotNull Integer number,
      @Nullable @Valid AmountJson receiptsAtLeast,
      @Nullable Integer webServicesOrdersAtLeast) {

    private static SlabJson of(ProposedSlab slab) {
      return new SlabJson(
          slab.number(),
          slab.receiptsAtLeast() == null ? null : AmountJson.of(slab.receiptsAtLeast()),
          slab.webServicesOrdersAtLeast());
    }
  }

  record CellJson(
      @NotNull @Size(max = 80) String product,
      @NotNull ProductAction action,
      @Nullable Integer slab,
      @NotNull Integer years,
      @NotNull @Valid AmountJson perYear) {

    private static CellJson of(ProposedCell cell) {
      return new CellJson(
          cell.product(), cell.action(), cell.slab(), cell.years(), AmountJson.of(cell.perYear()));
    }
  }

  record NewPromoJson(
      @Nullable @Schema(description = "Of a promo there is already; a new one gets its own")
          UUID id,
      @NotNull
          @Size(max = Limits.NAME_MAX_CHARACTERS)
          @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
          String name,
      @NotNull @Size(min = 1, max = 2_000) List<@NotNull @Size(max = 80) String> products,
      @NotNull @Size(min = 1, max = 4) List<@NotNull ProductAction> actions,
      @NotNull @Valid AmountJson perYear,
      @NotNull Instant from,
      @NotNull Instant until) {

    /** Once for all products that have it. */
    private static List<NewPromoJson> of(List<ProposedPromo> promos) {
      Map<NewPromoJson, List<String>> products = new LinkedHashMap<>();
      for (ProposedPromo promo : promos) {
        NewPromoJson withoutProducts =
            new NewPromoJson(
                promo.id(),
                promo.name(),
                List.of(),
                promo.actions().stream().sorted().toList(),
                AmountJson.of(promo.perYear()),
                promo.start(),
                promo.end());
        products.computeIfAbsent(withoutProducts, _ -> new ArrayList<>()).add(promo.product());
      }
      List<NewPromoJson> read = new ArrayList<>();
      products.forEach(
          (promo, of) ->
              read.add(
                  new NewPromoJson(
                      promo.id(),
                      promo.name(),
                      of,
                      promo.actions(),
                      promo.perYear(),
                      promo.from(),
                      promo.until())));
      return read;
    }
  }

  record NewFeeJson(@NotNull @Size(max = 80) String product, @NotNull @Valid AmountJson amount) {

    private static NewFeeJson of(ProposedFee fee) {
      return new NewFeeJson(fee.product(), AmountJson.of(fee.amount()));
    }
  }

  Command command(BookKey book, @Nullable Long expectedVersion, String author) {
    return new Command(
        book, expectedVersion, changes(), start(), author, reason == null ? "" : reason);
  }

  /** Null: at once. */
  public @Nullable Instant start() {
    return Moments.within("effectiveFrom", effectiveFrom);
  }

  /** Changes as a seller would send them. */
  public static PricesJson of(Changes changes, String reason, @Nullable Instant effectiveFrom) {
    return new PricesJson(
        changes.currency(),
        changes.slabs() == null ? null : changes.slabs().stream().map(SlabJson::of).toList(),
        changes.prices().cells().stream().map(CellJson::of).toList(),
        NewPromoJson.of(changes.prices().promos()),
        changes.prices().applicationFees().stream().map(NewFeeJson::of).toList(),
        removed(changes, Part.PRODUCT),
        removed(changes, Part.PROMOS),
        removed(changes, Part.APPLICATION_FEE),
        effectiveFrom,
        reason);
  }

  private static List<String> removed(Changes changes, Part part) {
    return changes.removals().stream()
        .filter(removal -> removal.part() == part)
        .map(Removal::product)
        .toList();
  }

  public Changes changes() {
    List<Removal> removals = new ArrayList<>();
    removals.addAll(removals("withdraw", withdraw, Part.PRODUCT));
    removals.addAll(removals("removePromos", removePromos, Part.PROMOS));
    removals.addAll(removals("removeApplicationFees", removeApplicationFees, Part.APPLICATION_FEE));
    return new Changes(
        currency,
        slabs == null ? null : proposedSlabs(slabs),
        new ProposedPrices(
            prices == null ? List.of() : proposedCells(prices),
            promos == null ? List.of() : proposedPromos(promos),
            applicationFees == null ? List.of() : proposedFees(applicationFees)),
        removals);
  }

  private static List<ProposedPromo> proposedPromos(List<NewPromoJson> promos) {
    List<ProposedPromo> proposed = new ArrayList<>();
    for (int i = 0; i < promos.size(); i++) {
      NewPromoJson promo = promos.get(i);
      String path = "promos[%d]".formatted(i);
      UUID id = promo.id() == null ? UUID.randomUUID() : promo.id();
      Instant from = Objects.requireNonNull(Moments.within(path + ".from", promo.from()));
      Instant until = Objects.requireNonNull(Moments.within(path + ".until", promo.until()));
      for (String product : promo.products()) {
        proposed.add(
            new ProposedPromo(
                path,
                asciiOrAsWritten(product),
                id,
                promo.name(),
                promo.perYear().proposed(),
                Set.copyOf(promo.actions()),
                from.truncatedTo(ChronoUnit.MICROS),
                until.truncatedTo(ChronoUnit.MICROS)));
      }
    }
    return proposed;
  }

  private static List<ProposedFee> proposedFees(List<NewFeeJson> fees) {
    List<ProposedFee> proposed = new ArrayList<>();
    for (NewFeeJson fee : fees) {
      proposed.add(
          new ProposedFee(
              "applicationFees[%d]".formatted(proposed.size()),
              asciiOrAsWritten(fee.product()),
              fee.amount().proposed()));
    }
    return proposed;
  }

  private static List<ProposedSlab> proposedSlabs(List<SlabJson> slabs) {
    List<ProposedSlab> proposed = new ArrayList<>();
    for (SlabJson slab : slabs) {
      proposed.add(
          new ProposedSlab(
              "slabs[%d]".formatted(proposed.size()),
              slab.number(),
              slab.receiptsAtLeast() == null ? null : slab.receiptsAtLeast().proposed(),
              slab.webServicesOrdersAtLeast()));
    }
    return proposed;
  }

  private static List<ProposedCell> proposedCells(List<CellJson> prices) {
    List<ProposedCell> proposed = new ArrayList<>();
    for (CellJson cell : prices) {
      proposed.add(
          new ProposedCell(
              "prices[%d]".formatted(proposed.size()),
              asciiOrAsWritten(cell.product()),
              cell.action(),
              cell.slab() == null ? 0 : cell.slab(),
              cell.years(),
              cell.perYear().proposed()));
    }
    return proposed;
  }

  private static List<Removal> removals(String member, @Nullable List<String> products, Part part) {
    List<Removal> removals = new ArrayList<>();
    if (products != null) {
      for (String product : products) {
        removals.add(
            new Removal(
                "%s[%d]".formatted(member, removals.size()), asciiOrAsWritten(product), part));
      }
    }
    return removals;
  }

  /** What can be no TLD is not in the catalog either: the rules will say so. */
  private static String asciiOrAsWritten(String product) {
    return ProductNames.ascii(product).orElse(product);
  }
}
