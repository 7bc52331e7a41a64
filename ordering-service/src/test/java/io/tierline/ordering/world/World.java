package io.tierline.ordering.world;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.tierline.ordering.world.OrderingTest.PRICING;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.tierline.contracts.Brand;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.catalog.Tld;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.credit.FollowPartner;
import io.tierline.ordering.credit.RecordReceipt;
import io.tierline.ordering.customers.FundCustomer;
import io.tierline.ordering.customers.RegisterCustomer;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.orders.OrderOutcome;
import io.tierline.ordering.orders.OrderProduct;
import io.tierline.ordering.sellers.ApiKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Sellers, customers and prices in the words of the trade. Everybody made here is new. */
@TestComponent
public class World {

  public static final String AGREEMENT = "2026-01";

  /** A web service. */
  public static final String HOSTING = "linux-hosting";

  private static final AtomicLong IDS = new AtomicLong(2_000);

  private final FollowPartner followPartner;
  private final RegisterCustomer registerCustomer;
  private final FundCustomer fundCustomer;
  private final RecordReceipt recordReceipt;
  private final ApiKeys apiKeys;
  private final Tlds tlds;
  private final Ledger ledger;
  private final DSLContext dsl;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final AdjustableClock clock;

  World(
      FollowPartner followPartner,
      RegisterCustomer registerCustomer,
      FundCustomer fundCustomer,
      RecordReceipt recordReceipt,
      ApiKeys apiKeys,
      Tlds tlds,
      Ledger ledger,
      DSLContext dsl,
      PlatformTransactionManager transactions,
      JsonMapper json,
      Clock clock) {
    this.followPartner = followPartner;
    this.registerCustomer = registerCustomer;
    this.fundCustomer = fundCustomer;
    this.recordReceipt = recordReceipt;
    this.apiKeys = apiKeys;
    this.tlds = tlds;
    this.ledger = ledger;
    this.dsl = dsl;
    this.transaction = new TransactionTemplate(transactions);
    this.json = json;
    this.clock = (AdjustableClock) clock;
  }

  void reset() {
    clock.reset();
    PRICING.stubFor(
        post(urlEqualTo("/oauth2/token"))
            .willReturn(
                okJson("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":600}")));
    SellerScope.inBackground(
        () -> {
          tlds.save(new Tld("com", 1, 10, true, 0));
          tlds.save(new Tld("jp", 1, 1, false, 30));
          tlds.save(new Tld("uk", 1, 10, false, 0));
        });
  }

  public static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  public Instant now() {
    return clock.instant();
  }

  public void pass(Duration time) {
    clock.advance(time);
  }

  public SellerId anOperator() {
    SellerId id = new SellerId(IDS.incrementAndGet());
    follow(
        new PartnerEvent.OperatorEstablished(
            id, "Operator", "USD", "en", brand(), clock.instant()));
    return id;
  }

  /** An active partner whose credit with its parent is this, all of it paid in. */
  public SellerId aPartnerOf(SellerId parent, String credit) {
    SellerId id = new SellerId(IDS.incrementAndGet());
    Money paid = usd(credit);
    follow(
        new PartnerEvent.PartnerActivated(
            id, parent, "BASIC", "USD", paid, usd("0.00"), paid, clock.instant()));
    return id;
  }

  public void follow(PartnerEvent event) {
    SellerScope.inBackground(() -> followPartner.run(event));
  }

  public static SellerId newSellerId() {
    return new SellerId(IDS.incrementAndGet());
  }

  public static Brand brand() {
    return new Brand("Shop", "help@shop.example", null, null, null, "hello@shop.example");
  }

  public CustomerId aCustomerOf(SellerId seller, String funds) {
    return as(
        seller,
        () -> {
          CustomerId id =
              registerCustomer
                  .run(
                      seller,
                      new RegisterCustomer.Details(
                          "山田花子", "hanako@example.com", "ja", "JP", null, ZoneId.of("Asia/Tokyo")))
                  .id();
          if (usd(funds).isPositive()) {
            pay(seller, id, funds);
          }
          return id;
        });
  }

  public void fund(SellerId seller, CustomerId customer, String amount) {
    as(
        seller,
        () -> {
          pay(seller, customer, amount);
          return customer;
        });
  }

  private void pay(SellerId seller, CustomerId customer, String amount) {
    fundCustomer.run(
        new FundCustomer.Payment(seller, customer, usd(amount), UUID.randomUUID().toString()));
  }

  public RecordReceipt.Result topUp(SellerId parent, SellerId partner, String amount) {
    return as(
        parent,
        () ->
            recordReceipt.run(
                new RecordReceipt.Receipt(
                    parent,
                    partner,
                    usd(amount),
                    RecordReceipt.Method.CHEQUE,
                    UUID.randomUUID().toString(),
                    "a test")));
  }

  /** A live key of the legacy API; returns the secret. */
  public String anApiKeyOf(SellerId seller) {
    String secret = UUID.randomUUID().toString();
    SellerScope.inBackground(() -> apiKeys.issued("key-" + secret, seller, sha256(secret)));
    return secret;
  }

  public void revoke(SellerId seller, String secret) {
    SellerScope.inBackground(() -> apiKeys.revoked("key-" + secret, seller, clock.instant()));
  }

  /** Until the next test. */
  public void withoutPrivacy(String tld) {
    SellerScope.inBackground(() -> tlds.save(new Tld(tld, 1, 10, false, 0)));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the edge does it: for this seller, on the whole chain. */
  public OrderOutcome ordered(OrderProduct register, OrderProduct.Request request) {
    return SellerScope.asSeller(
        request.seller().toString(), () -> SellerScope.inBackground(() -> register.run(request)));
  }

  // Prices

  /**
   * What pricing answers for a purchase of this customer.
   *
   * @param chain the customer's seller first, the operator last
   * @param totals what each of them asks
   */
  public void prices(
      String product,
      ProductAction action,
      CustomerId customer,
      List<SellerId> chain,
      List<String> totals) {
    PRICING.stubFor(
        quoting(product, action, customer).willReturn(quote(product, customer, chain, totals)));
  }

  /**
   * What pricing answers instead once the customer's seller has so many orders of web services
   * (domain.md PR-7).
   */
  public void pricesFrom(
      int webServicesOrders,
      String product,
      CustomerId customer,
      List<SellerId> chain,
      List<String> totals) {
    PRICING.stubFor(
        quoting(product, ProductAction.REGISTER, customer)
            .withRequestBody(
                matchingJsonPath(
                    "$.standings[?(@.partnerId == '%s' && @.webServicesOrders >= %d)]"
                        .formatted(chain.getFirst(), webServicesOrders)))
            .atPriority(1)
            .willReturn(quote(product, customer, chain, totals)));
  }

  private ResponseDefinitionBuilder quote(
      String product, CustomerId customer, List<SellerId> chain, List<String> totals) {
    List<ChainQuote.Leg> legs = new ArrayList<>();
    String buyerKind = "CUSTOMER";
    String buyerId = customer.toString();
    for (int i = 0; i < chain.size(); i++) {
      Money total = usd(totals.get(i));
      legs.add(
          new ChainQuote.Leg(
              chain.get(i),
              buyerKind,
              buyerId,
              total,
              total,
              List.of(
                  new ChainQuote.Line(
                      ChainQuote.LineKind.PRICE, "PR-2 per year", product, 1, total, total)),
              1,
              false));
      buyerKind = "SUB_RESELLER";
      buyerId = chain.get(i).toString();
    }
    ChainQuote quote = new ChainQuote(clock.instant(), kind(product), legs, usd("7.00"));
    return okJson(json.writeValueAsString(quote));
  }

  private static PriceListEvent.Kind kind(String product) {
    return switch (product) {
      case "privacy" -> PriceListEvent.Kind.PRIVACY;
      case HOSTING -> PriceListEvent.Kind.WEB_SERVICE;
      default -> PriceListEvent.Kind.TLD;
    };
  }

  public void pricingAnswers(CustomerId customer, int status, String body) {
    for (ProductAction action : List.of(ProductAction.REGISTER, ProductAction.RENEW)) {
      pricingAnswers("com", action, customer, problem(status, body));
    }
  }

  /** Of a web service. */
  public void pricingRefuses(CustomerId customer, String service, String slug) {
    pricingAnswers(
        service,
        ProductAction.REGISTER,
        customer,
        problem(422, "{\"type\":\"urn:tierline:problem:%s\",\"status\":422}".formatted(slug)));
  }

  private static ResponseDefinitionBuilder problem(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/problem+json")
        .withBody(body);
  }

  /** Every quote that was asked for on behalf of a customer, as JSON. */
  public List<String> quotesAsked(CustomerId customer) {
    return PRICING
        .findAll(
            postRequestedFor(urlEqualTo("/v1/chain-quotes"))
                .withRequestBody(
                    matchingJsonPath("$[?(@.customerId == '%s')]".formatted(customer))))
        .stream()
        .map(LoggedRequest::getBodyAsString)
        .toList();
  }

  public void pricingIsSlow(CustomerId customer, Duration delay) {
    pricingAnswers(
        "com",
        ProductAction.REGISTER,
        customer,
        aResponse().withFixedDelay((int) delay.toMillis()).withStatus(200));
  }

  private static void pricingAnswers(
      String product, ProductAction action, CustomerId customer, ResponseDefinitionBuilder answer) {
    PRICING.stubFor(quoting(product, action, customer).willReturn(answer));
  }

  private static MappingBuilder quoting(String product, ProductAction action, CustomerId customer) {
    return post(urlEqualTo("/v1/chain-quotes"))
        .withRequestBody(matchingJsonPath("$[?(@.customerId == '%s')]".formatted(customer)))
        .withRequestBody(matchingJsonPath("$[?(@.product == '%s')]".formatted(product)))
        .withRequestBody(matchingJsonPath("$[?(@.action == '%s')]".formatted(action)));
  }

  // What can be seen

  public Money credit(SellerId parent, SellerId partner) {
    return account(parent, new Holder.Partner(partner)).available();
  }

  public Money balance(SellerId parent, SellerId partner) {
    return account(parent, new Holder.Partner(partner)).posted();
  }

  public Money balance(SellerId seller, CustomerId customer) {
    return account(seller, new Holder.Customer(customer)).posted();
  }

  public Account account(SellerId books, Holder holder) {
    return SellerScope.inBackground(
        () ->
            ledger
                .find(books, holder, CurrencyUnit.USD)
                .orElseThrow(() -> new AssertionError("No account of " + holder)));
  }

  /** Balance of a house account: the sum of its entries. */
  public Money house(SellerId books, Holder.Role role) {
    return query(
            """
            select coalesce(sum(e.amount), 0)::bigint as total
              from ledger_entry e join ledger_account a on a.id = e.account_id
              where a.seller_id = ? and a.house_role = ?\
            """,
            books.value(),
            role.name())
        .map(row -> Money.ofMinor(CurrencyUnit.USD, row.get("total", Long.class)))
        .getFirst();
  }

  /** That this partner bought from its parent, as its standing counts them. */
  public int webServicesOrders(SellerId partner) {
    return query(
            "select web_services_orders as n from partner_account where partner_id = ?",
            partner.value())
        .getFirst()
        .get("n", Integer.class);
  }

  public List<String> invoiceStates(SellerId seller) {
    return query(
            "select buyer_kind, total, state from invoice where seller_id = ? order by invoice_id",
            seller.value())
        .map(
            row ->
                "%s %s %s"
                    .formatted(
                        row.get("buyer_kind"),
                        Money.ofMinor(CurrencyUnit.USD, row.get("total", Long.class)).getAmount(),
                        row.get("state")));
  }

  public String actionState(OrderId order) {
    return query(
            "select state from order_action where order_id = ? order by action_id desc",
            order.value())
        .getFirst()
        .get("state", String.class);
  }

  /** Accounts in these books of which something is held. */
  public long holdsOpen(List<SellerId> books) {
    return query(
            "select count(*) as n from ledger_account where pending <> 0 and seller_id = any (?)",
            (Object) books.stream().map(SellerId::value).toArray(Long[]::new))
        .getFirst()
        .get("n", Long.class);
  }

  public Result<Record> query(String sql, Object... values) {
    return SellerScope.inBackground(() -> transaction.execute(_ -> dsl.fetch(sql, values)));
  }

  public <T> T as(SellerId seller, Supplier<T> work) {
    return SellerScope.asSeller(seller.toString(), () -> transaction.execute(_ -> work.get()));
  }
}
