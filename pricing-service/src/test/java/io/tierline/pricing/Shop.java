package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.book.Changes.Part;
import io.tierline.pricing.book.Changes.Removal;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.book.InMemoryBookVersions;
import io.tierline.pricing.book.InMemoryPriceBooks;
import io.tierline.pricing.book.InMemoryRules;
import io.tierline.pricing.book.PublishDueChanges;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.book.SetPrices;
import io.tierline.pricing.book.SetPrices.Command;
import io.tierline.pricing.book.SetPrices.Result;
import io.tierline.pricing.catalog.InMemoryCatalog;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProposedAmount;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedFee;
import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.engine.ProposedPromo;
import io.tierline.pricing.engine.ProposedSlab;
import io.tierline.pricing.premium.InMemoryPremiumNames;
import io.tierline.pricing.premium.PremiumCosts;
import io.tierline.pricing.quote.InMemorySeal;
import io.tierline.pricing.rates.InMemoryRates;
import io.tierline.pricing.rates.ReadRates;
import io.tierline.pricing.seller.InMemorySellers;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Seller.Status;
import io.tierline.pricing.specific.InMemorySpecificPrices;
import io.tierline.pricing.tldstatus.InMemoryTldStatuses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** An operator, its partner P and P's sub-reseller S, all without a database. */
public final class Shop {

  public static final SellerId OPERATOR = new SellerId(1001);
  public static final SellerId P = new SellerId(1002);
  public static final SellerId S = new SellerId(1003);

  public final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T10:00:00Z"));
  public final InMemoryCatalog catalog = InMemoryCatalog.shipped();
  public final InMemorySellers sellers = new InMemorySellers();
  public final InMemoryPriceBooks books = new InMemoryPriceBooks();
  public final InMemoryRules rules = new InMemoryRules();
  public final List<PriceListEvent> told = new ArrayList<>();
  public final InMemoryTldStatuses statuses = new InMemoryTldStatuses();
  public final CompiledBooks.Parts compiledFrom =
      new CompiledBooks.Parts(
          new InMemoryBookVersions(books, catalog, rules, statuses),
          books,
          catalog,
          rules,
          statuses);
  public final CompiledBooks compiledBooks = new CompiledBooks(compiledFrom, 1_000_000);
  public final InMemorySpecificPrices specificPrices = new InMemorySpecificPrices();
  public final InMemoryPremiumNames premiumNames = new InMemoryPremiumNames();
  public final InMemoryRates rates = new InMemoryRates();
  public final InMemorySeal seal = new InMemorySeal();
  public final ReadRates readRates = new ReadRates(rates, clock, Duration.ofDays(7));
  public final PremiumCosts premiumCosts =
      new PremiumCosts(premiumNames, compiledBooks, readRates, clock);
  public final Schedule schedule = new Schedule(clock, Duration.ofMinutes(30));
  public final SetPrices setPrices = new SetPrices(books, sellers, catalog, told::addAll, schedule);
  public final PublishDueChanges publishDueChanges =
      new PublishDueChanges(books, catalog, told::addAll, schedule);

  public Shop() {
    sellers.put(new Seller(OPERATOR, null, CurrencyUnit.USD, Status.ACTIVE));
    sellers.put(new Seller(P, OPERATOR, CurrencyUnit.USD, Status.ACTIVE));
    sellers.put(new Seller(S, P, CurrencyUnit.USD, Status.ACTIVE));
  }

  public Change customersOf(SellerId seller) {
    return new Change(new BookKey(seller, Audience.CUSTOMER));
  }

  public Change subResellersOf(SellerId seller) {
    return new Change(new BookKey(seller, Audience.SUB_RESELLER));
  }

  /** One save, built in the words of the trade. */
  public final class Change {

    private final BookKey book;
    private final List<ProposedCell> cells = new ArrayList<>();
    private final List<ProposedPromo> promos = new ArrayList<>();
    private final List<ProposedFee> fees = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private @Nullable List<ProposedSlab> slabs;
    private @Nullable Long expectedVersion;
    private @Nullable Instant effectiveFrom;

    private Change(BookKey book) {
      this.book = book;
      long version = books.version(book);
      this.expectedVersion = version == 0 ? null : Long.valueOf(version);
    }

    public Change seen(@Nullable Long version) {
      expectedVersion = version;
      return this;
    }

    public Change renewal(String product, String perYear) {
      return price(product, 0, 1, perYear);
    }

    public Change price(String product, int slab, int years, String perYear) {
      cells.add(
          new ProposedCell(
              "prices[%d]".formatted(cells.size()),
              product,
              ProductAction.RENEW,
              slab,
              years,
              new ProposedAmount(perYear, "USD")));
      return this;
    }

    public Change slab(int number, String receipts) {
      List<ProposedSlab> list = slabs == null ? new ArrayList<>() : slabs;
      list.add(
          new ProposedSlab(
              "slabs[%d]".formatted(list.size()),
              number,
              new ProposedAmount(receipts, "USD"),
              null));
      slabs = list;
      return this;
    }

    public Change noSlabs() {
      slabs = new ArrayList<>();
      return this;
    }

    public Change withdraw(String product) {
      return remove(product, Part.PRODUCT);
    }

    public Change remove(String product, Part part) {
      removals.add(new Removal("removals[%d]".formatted(removals.size()), product, part));
      return this;
    }

    /** A promo on renewals in the days from now on. */
    public Change promo(String product, String perYear, int days) {
      Instant now = clock.instant();
      promos.add(
          new ProposedPromo(
              "promos[%d]".formatted(promos.size()),
              product,
              UUID.nameUUIDFromBytes(perYear.getBytes(StandardCharsets.UTF_8)),
              "Promo at " + perYear,
              new ProposedAmount(perYear, "USD"),
              Set.of(ProductAction.RENEW),
              now,
              now.plus(Duration.ofDays(days))));
      return this;
    }

    public Change applicationFee(String product, String amount) {
      fees.add(
          new ProposedFee(
              "applicationFees[%d]".formatted(fees.size()),
              product,
              new ProposedAmount(amount, "USD")));
      return this;
    }

    public Changes changes() {
      return new Changes("USD", slabs, new ProposedPrices(cells, promos, fees), removals);
    }

    public Change from(Instant start) {
      effectiveFrom = start;
      return this;
    }

    public Result save() {
      return setPrices.set(
          new Command(book, expectedVersion, changes(), effectiveFrom, "client-1", "because"));
    }

    public Result.Saved saved() {
      Result result = save();
      assertThat(result).isInstanceOf(Result.Saved.class);
      return (Result.Saved) result;
    }

    /** The codes of all refusals. */
    public List<String> refused() {
      Result result = save();
      assertThat(result).isInstanceOf(Result.Refused.class);
      return ((Result.Refused) result).refusals().stream().map(PriceRefusal::code).toList();
    }
  }
}
