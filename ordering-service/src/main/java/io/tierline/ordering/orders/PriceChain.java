package io.tierline.ordering.orders;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.ChainQuoteRequest;
import io.tierline.ordering.credit.PartnerAccount;
import io.tierline.ordering.credit.PartnerAccounts;
import io.tierline.ordering.customers.Customers;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.invoices.InvoiceLine;
import io.tierline.ordering.orders.Refusal.Reason;
import io.tierline.ordering.quotes.Quotes;
import io.tierline.ordering.sellers.Seller;
import io.tierline.ordering.sellers.Sellers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prices of a purchase at every seller on the way up, with each buyer's standing of this moment
 * (domain.md PR-8). Asks pricing, so never inside a transaction.
 */
@Component
class PriceChain {

  /**
   * What is to be priced.
   *
   * @param attributes as the order gives them; {@code premium=true} says that it knows the name is
   *     a registry premium name (domain.md OR-5, PR-19)
   */
  record Purchase(
      SellerId seller,
      CustomerId customer,
      Article article,
      ProductAction action,
      int years,
      boolean privacy,
      @Nullable BigDecimal discount,
      Map<String, String> attributes,
      AgreedPrice agreed) {

    /** The article first. */
    List<Item> items() {
      return privacy ? List.of(article.item(), Item.PRIVACY) : List.of(article.item());
    }

    /** Pricing alone knows which names are premium, so each is named to it. */
    ChainQuoteRequest.@Nullable Name name() {
      return switch (article) {
        case DomainName domain ->
            new ChainQuoteRequest.Name(
                domain.ascii(), Boolean.parseBoolean(attributes.get(PREMIUM)));
        case WebService _ -> null;
      };
    }
  }

  sealed interface Result {

    /**
     * @param cost what the operator owes the registry, or who provides the service
     */
    record Priced(List<Charge> charges, Money cost) implements Result {

      public Priced {
        charges = List.copyOf(charges);
      }
    }

    record Refused(Refusal refusal) implements Result {}
  }

  /** The attribute that acknowledges a premium name. */
  static final String PREMIUM = "premium";

  private static final String PRIVACY = "privacy";
  private static final String PREMIUM_NOT_ACKNOWLEDGED = "premium-not-acknowledged";
  private static final String PRODUCT_UNKNOWN = "product-unknown";
  private static final String TENURE_REFUSED = "tenure-refused";
  private static final String ACTION_NOT_SOLD = "action-not-sold";
  private static final Map<String, String> NOT_HONOURED =
      Map.of(
          "quote-expired", "has expired",
          "quote-not-ours", "was changed or made elsewhere",
          "quote-mismatch", "is for another purchase");

  private final Sellers sellers;
  private final PartnerAccounts accounts;
  private final Customers customers;
  private final Quotes quotes;

  PriceChain(Sellers sellers, PartnerAccounts accounts, Customers customers, Quotes quotes) {
    this.sellers = sellers;
    this.accounts = accounts;
    this.customers = customers;
    this.quotes = quotes;
  }

  Result run(Purchase purchase) {
    List<Seller> chain = sellers.chain(purchase.seller());
    if (chain.isEmpty()
        || chain.getLast().parentId() != null
        || chain.stream().anyMatch(seller -> seller.state() != Seller.State.ACTIVE)) {
      return refused(
          Reason.SELLER_NOT_READY, "The account is not active yet. Please try again later.");
    }
    List<ChainQuoteRequest.Standing> standings = new ArrayList<>();
    for (Seller seller : chain.subList(0, chain.size() - 1)) {
      Optional<PartnerAccount> account = accounts.find(seller.id());
      if (account.isEmpty()) {
        return refused(
            Reason.SELLER_NOT_READY, "The credit account is not open yet. Please try again later.");
      }
      standings.add(
          new ChainQuoteRequest.Standing(
              seller.id(), account.get().totalReceipts(), account.get().webServicesOrders()));
    }
    return priced(purchase, chain, standings);
  }

  private Result priced(
      Purchase purchase, List<Seller> chain, List<ChainQuoteRequest.Standing> standings) {
    List<Charge> charges = new ArrayList<>();
    List<Money> costs = new ArrayList<>();
    ChainQuoteRequest.TaxAddress taxAddress =
        customers
            .find(purchase.seller(), purchase.customer())
            .map(
                customer -> new ChainQuoteRequest.TaxAddress(customer.country(), customer.region()))
            .orElse(null);
    for (Item item : purchase.items()) {
      ChainQuoteRequest request =
          new ChainQuoteRequest(
              purchase.seller(),
              purchase.customer(),
              item == Item.PRIVACY ? PRIVACY : purchase.article().product(),
              purchase.action(),
              purchase.years(),
              standings,
              taxAddress,
              item == Item.PRIVACY ? null : purchase.name(),
              item == Item.PRIVACY ? null : purchase.agreed().signedQuote());
      switch (quotes.quote(request)) {
        case Quotes.Answer.Quoted(ChainQuote quote) when quote.kind() != item.kind() -> {
          return unknown(purchase);
        }
        case Quotes.Answer.Quoted(ChainQuote quote) -> {
          charges.addAll(charges(item, quote, chain, purchase.customer()));
          costs.add(quote.cost());
        }
        case Quotes.Answer.NotSold(String slug) when slug.equals(PREMIUM_NOT_ACKNOWLEDGED) -> {
          return refused(
              Reason.PREMIUM_NOT_ACKNOWLEDGED,
              "%s is a premium name with a price of its own. Nothing was charged. Order it with premium=true."
                  .formatted(purchase.article()));
        }
        case Quotes.Answer.NotSold(String slug) when NOT_HONOURED.containsKey(slug) -> {
          return refused(
              Reason.QUOTE_NOT_HONOURED,
              "The signed quote %s. Nothing was charged. Ask for a new one, or order without it."
                  .formatted(NOT_HONOURED.get(slug)));
        }
        case Quotes.Answer.NotSold(String slug) when slug.equals(PRODUCT_UNKNOWN) -> {
          return unknown(purchase);
        }
        case Quotes.Answer.NotSold(String slug) when slug.equals(ACTION_NOT_SOLD) -> {
          return refused(
              Reason.NOT_SOLD,
              "%s of %s is not sold, for any number of years. Nothing was charged."
                  .formatted(purchase.action(), request.product()));
        }
        case Quotes.Answer.NotSold(String slug)
            when slug.equals(TENURE_REFUSED) && item != Item.PRIVACY -> {
          return refused(
              Reason.TENURE_NOT_SOLD,
              "%s is sold for other numbers of years than %d. Nothing was charged."
                  .formatted(purchase.article(), purchase.years()));
        }
        // The reason may name a seller further up, whom this seller never hears of (OR-4).
        case Quotes.Answer.NotSold _ -> {
          return refused(
              Reason.NOT_SOLD,
              "There is no price for %s of %s for %d years. Nothing was charged."
                  .formatted(purchase.action(), request.product(), purchase.years()));
        }
        case Quotes.Answer.SellerNotReady _ -> {
          return refused(
              Reason.SELLER_NOT_READY,
              "The account is not active everywhere yet. Nothing was charged. Please try again later.");
        }
        case Quotes.Answer.Unavailable _ -> {
          return refused(
              Reason.PRICING_UNAVAILABLE,
              "Prices are not available right now. Nothing was charged. Please try again.");
        }
      }
    }
    if (costs.stream().map(Money::getCurrencyUnit).distinct().count() > 1) {
      return refused(
          Reason.NOT_SOLD, "Domain and privacy protection cannot be bought together here.");
    }
    return discounted(purchase.discount(), charges)
        .map(all -> asAgreed(purchase.agreed(), new Result.Priced(all, Money.total(costs))))
        .orElseGet(
            () ->
                refused(
                    Reason.DISCOUNT_NOT_POSSIBLE,
                    "The discount is more than the price, or has decimals the currency has not."));
  }

  /** Pricing and this service do not know the same products, or it is one of another kind. */
  private static Result unknown(Purchase purchase) {
    return switch (purchase.article()) {
      case DomainName domain ->
          refused(
              Reason.NOT_SOLD,
              "%s cannot be bought right now. Nothing was charged.".formatted(domain));
      case WebService service ->
          refused(
              Reason.WEB_SERVICE_UNKNOWN,
              "There is no web service '%s'. Nothing was charged.".formatted(service));
    };
  }

  private static Result asAgreed(AgreedPrice agreed, Result.Priced priced) {
    Money shown = agreed.shownTotal();
    Money now =
        Money.total(
            priced.charges().stream().filter(Charge::isCustomers).map(Charge::total).toList());
    return shown == null || shown.equals(now)
        ? priced
        : new Result.Refused(
            new Refusal(
                Reason.PRICE_CHANGED,
                "It costs %s now, not %s. Nothing was charged. Show the new price and ask again."
                    .formatted(now, shown),
                now));
  }

  /** A quote that does not fit the chain it was asked for is a defect, not a price. */
  private static List<Charge> charges(
      Item item, ChainQuote quote, List<Seller> chain, CustomerId customer) {
    List<Charge> charges = new ArrayList<>();
    Buyer buyer = new Buyer.Customer(customer);
    for (int position = 0; position < chain.size(); position++) {
      SellerId seller = chain.get(position).id();
      ChainQuote.Leg leg = quote.legs().size() > position ? quote.legs().get(position) : null;
      if (leg == null
          || quote.legs().size() != chain.size()
          || !leg.sellerId().equals(seller)
          || !leg.buyerKind().equals(buyer.kind())
          || !leg.buyerId().equals(Long.toString(buyer.number()))) {
        throw new IllegalStateException(
            "The quote does not fit the chain %s: %s".formatted(chain, quote));
      }
      List<InvoiceLine> lines =
          leg.lines().stream()
              .map(line -> new InvoiceLine(line.description(), line.amount()))
              .toList();
      Charge charge = new Charge(item, position, seller, buyer, lines, null);
      if (!charge.total().equals(leg.total()) || leg.total().isNegative()) {
        throw new IllegalStateException("The lines of the quote do not sum to its total: " + leg);
      }
      charges.add(charge);
      buyer = new Buyer.SubReseller(seller);
    }
    return charges;
  }

  private static Optional<List<Charge>> discounted(
      @Nullable BigDecimal discount, List<Charge> charges) {
    if (discount == null || discount.signum() == 0) {
      return Optional.of(charges);
    }
    Charge customers = charges.getFirst();
    Money total = customers.total();
    if (discount.stripTrailingZeros().scale() > total.getScale()
        || discount.compareTo(total.getAmount()) > 0) {
      return Optional.empty();
    }
    List<InvoiceLine> lines = new ArrayList<>(customers.lines());
    lines.add(
        new InvoiceLine(
            "Discount",
            Money.of(total.getCurrencyUnit(), discount.stripTrailingZeros()).negated()));
    List<Charge> all = new ArrayList<>(charges);
    all.set(
        0,
        new Charge(
            customers.item(),
            customers.position(),
            customers.seller(),
            customers.buyer(),
            lines,
            null));
    return Optional.of(all);
  }

  private static Result refused(Reason reason, String message) {
    return new Result.Refused(new Refusal(reason, message));
  }
}
