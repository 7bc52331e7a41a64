package io.tierline.pricing.book.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.SetPrices.Command;
import io.tierline.pricing.book.SetPrices.Withdrawal;
import io.tierline.pricing.catalog.ProductNames;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedSlab;
import io.tierline.pricing.http.AmountJson;
import io.tierline.pricing.http.Moments;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
            "perYear": {"amount": "9.00", "currency": "USD"}}]}
        """)
record PricesJson(
    @NotNull @Size(max = 3) String currency,
    @Nullable @Size(max = Limits.SLAB_NUMBER_MAX) List<@NotNull @Valid SlabJson> slabs,
    @Nullable @Size(max = Limits.CELLS_PER_CHANGE_MAX) List<@NotNull @Valid CellJson> prices,
    @Nullable @Size(max = 2_000) List<@NotNull @Size(max = 80) String> withdraw,
    @Nullable Instant effectiveFrom,
    @Nullable
        @Size(max = 500)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must be one line of text")
        String reason) {

  record SlabJson(
      @NotNull Integer number,
      @Nullable @Valid AmountJson receiptsAtLeast,
      @Nullable Integer webServicesOrdersAtLeast) {}

  record CellJson(
      @NotNull @Size(max = 80) String product,
      @NotNull ProductAction action,
      @Nullable Integer slab,
      @NotNull Integer years,
      @NotNull @Valid AmountJson perYear) {}

  Command command(BookKey book, @Nullable Long expectedVersion, String author) {
    return new Command(
        book,
        expectedVersion,
        currency,
        slabs == null ? null : proposedSlabs(slabs),
        prices == null ? List.of() : proposedCells(prices),
        withdraw == null ? List.of() : withdrawals(withdraw),
        Moments.within("effectiveFrom", effectiveFrom),
        author,
        reason == null ? "" : reason);
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

  private static List<Withdrawal> withdrawals(List<String> products) {
    List<Withdrawal> withdrawals = new ArrayList<>();
    for (String product : products) {
      withdrawals.add(
          new Withdrawal("withdraw[%d]".formatted(withdrawals.size()), asciiOrAsWritten(product)));
    }
    return withdrawals;
  }

  /** What can be no TLD is not in the catalog either: the rules will say so. */
  private static String asciiOrAsWritten(String product) {
    return ProductNames.ascii(product).orElse(product);
  }
}
