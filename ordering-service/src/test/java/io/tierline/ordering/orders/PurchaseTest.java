package io.tierline.ordering.orders;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.tierline.ordering.orders.InvoiceOption.KEEP_INVOICE;
import static io.tierline.ordering.orders.InvoiceOption.NO_INVOICE;
import static io.tierline.ordering.orders.InvoiceOption.ONLY_ADD;
import static io.tierline.ordering.orders.InvoiceOption.PAY_INVOICE;
import static io.tierline.ordering.world.World.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.orders.Refusal.Reason;
import io.tierline.ordering.registry.simulator.SimulatedRegistry;
import io.tierline.ordering.registry.simulator.SimulatorSettings;
import io.tierline.ordering.world.Bus;
import io.tierline.ordering.world.Chain;
import io.tierline.ordering.world.OrderingTest;
import io.tierline.ordering.world.World;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class PurchaseTest extends OrderingTest {

  @Autowired OrderProduct register;
  @Autowired RenewDomain renew;
  @Autowired PayInvoice payInvoice;
  @Autowired CancelAction cancelAction;
  @Autowired Bus bus;
  @Autowired SimulatedRegistry registry;

  private Chain aChain() {
    return new Chain(world, register, renew);
  }

  private Chain aChain(String customer, String s, String p) {
    return new Chain(world, register, renew, List.of(customer, s, p));
  }

  @Test
  @DisplayName("E9 OR-3 the customer pays S, S pays P, P pays the operator, at once")
  void everySellerOnTheWayUpIsCharged() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("e9");

    OrderOutcome outcome = chain.renew(domain, PAY_INVOICE);

    assertThat(done(outcome).expiresAt())
        .isEqualTo(domain.expiresAt().atOffset(ZoneOffset.UTC).plusYears(1).toInstant());
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("85.00"));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("83.00")); // 100 - 8 - 9
    assertThat(world.balance(chain.operator, chain.p)).isEqualTo(usd("86.50")); // 100 - 6 - 7.50
    assertThat(world.house(chain.s, Holder.Role.REVENUE)).isEqualTo(usd("15.00"));
    assertThat(world.house(chain.p, Holder.Role.REVENUE)).isEqualTo(usd("17.00"));
    assertThat(world.holdsOpen(chain.sellers())).isZero();
  }

  @Test
  @DisplayName("OR-3 the operator records what it owes the registry in its own house accounts")
  void theOperatorRecordsTheRegistryCost() {
    Chain chain = aChain();

    chain.aDomain("cost");

    assertThat(world.house(chain.operator, Holder.Role.REGISTRY_COST)).isEqualTo(usd("-7.00"));
    assertThat(world.house(chain.operator, Holder.Role.REGISTRY_PAYABLE)).isEqualTo(usd("7.00"));
  }

  @Test
  @DisplayName("OR-4 each buyer gets its invoice from its own seller, and from nobody else")
  void eachBuyerGetsItsInvoiceFromItsSeller() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("invoices");

    chain.renew(domain, PAY_INVOICE);

    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 PAID");
    assertThat(world.invoiceStates(chain.p))
        .containsExactly("SUB_RESELLER 8.00 PAID", "SUB_RESELLER 9.00 PAID");
    assertThat(world.invoiceStates(chain.operator))
        .containsExactly("SUB_RESELLER 6.00 PAID", "SUB_RESELLER 7.50 PAID");
  }

  @Test
  @DisplayName("E10 PR-14 a price of zero renews with an invoice of 0.00 that is paid")
  void aPriceOfZeroIsInvoicedAndPaid() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("zero");
    chain.prices(ProductAction.RENEW, "0.00", "0.00", "0.00");

    OrderOutcome outcome = chain.renew(domain, KEEP_INVOICE);

    done(outcome);
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 0.00 PAID");
    assertThat(world.invoiceStates(chain.p)).endsWith("SUB_RESELLER 0.00 PAID");
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("92.00"));
  }

  @ParameterizedTest
  @CsvSource({
    "14.99, 100.00, 100.00, the customer",
    "100.00, 16.99, 100.00, S",
    "100.00, 100.00, 13.49, P"
  })
  @DisplayName("OR-3 OR-6 too little credit at any level: nothing charged, the order is pending")
  void tooLittleCreditAnywhereChargesNobody(String customer, String s, String p, String who) {
    Chain chain = aChain(customer, s, p);
    Order.Registered domain = chain.aDomain("short");

    OrderOutcome outcome = chain.renew(domain, PAY_INVOICE);

    assertThat(action(outcome)).as(who).isInstanceOf(Action.AwaitingFunds.class);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd(customer));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd(s).minus(usd("8.00")));
    assertThat(world.balance(chain.operator, chain.p)).isEqualTo(usd(p).minus(usd("6.00")));
    assertThat(world.holdsOpen(chain.sellers())).isZero();
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 UNPAID");
  }

  @Test
  @DisplayName("OR-6 a pending order is carried out by itself when the credit arrives")
  void aPendingOrderIsCarriedOutWhenTheCreditArrives() {
    Chain chain = aChain("100.00", "100.00", "6.00");
    Order.Registered domain = chain.aDomain("later");
    chain.renew(domain, PAY_INVOICE);

    world.topUp(chain.operator, chain.p, "7.50");

    await()
        .untilAsserted(() -> assertThat(world.actionState(domain.terms().id())).isEqualTo("DONE"));
    assertThat(world.balance(chain.operator, chain.p)).isEqualTo(usd("0.00"));
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("85.00"));
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 PAID");
  }

  @Test
  @DisplayName("OR-6 a pending order pays the prices of the day, the customer its invoice")
  void aPendingOrderPaysThePricesOfTheDay() {
    Chain chain = aChain("100.00", "100.00", "6.00");
    Order.Registered domain = chain.aDomain("repriced");
    chain.renew(domain, PAY_INVOICE);
    chain.prices(ProductAction.RENEW, "16.00", "9.50", "7.00");

    world.topUp(chain.operator, chain.p, "7.50");

    await()
        .untilAsserted(() -> assertThat(world.actionState(domain.terms().id())).isEqualTo("DONE"));
    assertThat(world.balance(chain.operator, chain.p)).isEqualTo(usd("0.50"));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("82.50"));
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("85.00"));
  }

  @Test
  @DisplayName("OR-6 NoInvoice renews without a customer invoice; the sellers pay their cost")
  void noInvoice() {
    Chain chain = aChain("0.00", "100.00", "100.00");
    Order.Registered domain = chain.aDomain("noinvoice");

    done(chain.renew(domain, NO_INVOICE));

    assertThat(world.invoiceStates(chain.s)).isEmpty();
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("83.00"));
  }

  @Test
  @DisplayName("OR-6 KeepInvoice renews; the customer pays later, once")
  void keepInvoice() {
    Chain chain = aChain("20.00", "100.00", "100.00");
    Order.Registered domain = chain.aDomain("keep");

    Action action = action(chain.renew(domain, KEEP_INVOICE));

    assertThat(action).isInstanceOf(Action.Done.class);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("20.00"));
    assertThat(world.house(chain.s, Holder.Role.RECEIVABLE)).isEqualTo(usd("-15.00"));
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 UNPAID");

    pay(chain, customersInvoice(action));
    pay(chain, customersInvoice(action));

    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("5.00"));
    assertThat(world.house(chain.s, Holder.Role.RECEIVABLE)).isEqualTo(usd("0.00"));
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 PAID");
  }

  @Test
  @DisplayName("OR-6 OnlyAdd invoices and waits; it is carried out when the invoice is paid")
  void onlyAdd() {
    Chain chain = aChain("10.00", "100.00", "100.00");
    Order.Registered domain = chain.aDomain("onlyadd");

    Action action = action(chain.renew(domain, ONLY_ADD));

    assertThat(action).isInstanceOf(Action.AwaitingPayment.class);
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 UNPAID");
    assertThat(pay(chain, customersInvoice(action))).isInstanceOf(PayInvoice.Result.Refused.class);
    assertThat(world.actionState(domain.terms().id())).isEqualTo("AWAITING_PAYMENT");

    world.fund(chain.s, chain.customer, "5.00");
    assertThat(pay(chain, customersInvoice(action))).isInstanceOf(PayInvoice.Result.Paid.class);

    assertThat(world.actionState(domain.terms().id())).isEqualTo("DONE");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("0.00"));
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 PAID");
  }

  @Test
  @DisplayName("PR-14 OR-6 OnlyAdd where nothing is owed is carried out, with an invoice of 0.00")
  void onlyAddOfNothing() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("nothing");
    chain.prices(ProductAction.RENEW, "0.00", "9.00", "7.50");

    done(chain.renew(domain, ONLY_ADD));

    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 0.00 PAID");
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("83.00"));
  }

  @Test
  @DisplayName("OR-6 an invoice whose action the registry refuses is not paid, and it is said so")
  void anInvoiceOfWhatTheRegistryRefuses() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("refused");
    Action waiting = action(chain.renew(domain, ONLY_ADD));
    registry.program(
        new SimulatorSettings.Rule(
            Pattern.compile(Pattern.quote(domain.terms().article().label())),
            SimulatorSettings.Behaviour.REFUSES,
            Duration.ZERO,
            1));

    assertThat(pay(chain, customersInvoice(waiting)))
        .isInstanceOfSatisfying(
            PayInvoice.Result.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.REGISTRY_REFUSED));

    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 CANCELLED");
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
  }

  @Test
  @DisplayName("OR-6 OR-7 paying for a domain pays for its privacy protection, and both are shown")
  void everythingThatWasChargedIsShown() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("both");
    chain.privacyPrices("3.00", "2.00", "1.00");
    Action waiting =
        action(
            chain.renew(
                new RenewDomain.Request(
                    chain.s,
                    domain.terms().id(),
                    1,
                    domain.expiresAt(),
                    ONLY_ADD,
                    true,
                    null,
                    null,
                    Map.of(),
                    AgreedPrice.none(),
                    null)));
    InvoiceId asked = customersInvoice(waiting);

    for (int times = 0; times < 2; times++) {
      assertThat(pay(chain, asked))
          .isInstanceOfSatisfying(
              PayInvoice.Result.Paid.class,
              paid -> {
                assertThat(paid.invoices())
                    .extracting(Invoice::total)
                    .containsExactly(usd("15.00"), usd("3.00"));
                assertThat(paid.invoices().getFirst().id()).isEqualTo(asked);
              });
    }
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("82.00"));
  }

  @Test
  @DisplayName("OR-6 what waits for money can be given up; the next renewal is free to begin")
  void whatWaitsCanBeGivenUp() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("cancel");
    Action waiting = action(chain.renew(domain, ONLY_ADD));

    SellerScope.inBackground(() -> cancelAction.run(chain.s, domain.terms().id()));

    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 CANCELLED");
    await()
        .untilAsserted(
            () ->
                assertThat(bus.typesOf("ordering.invoice", customersInvoice(waiting).toString()))
                    .containsExactly("invoice.raised.v1", "invoice.cancelled.v1"));
    done(chain.renew(domain, PAY_INVOICE));
  }

  @Test
  @DisplayName("OR-5 a second identical call never renews twice, however many come at once")
  void aSecondCallNeverRenewsTwice() throws Exception {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("twice");
    List<Callable<OrderOutcome>> calls =
        Collections.nCopies(8, () -> chain.renew(domain, PAY_INVOICE));

    List<OrderOutcome> outcomes;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      outcomes = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }

    assertThat(outcomes).filteredOn(OrderOutcome.Begun.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(OrderOutcome.Refused.class::isInstance)
        .extracting(outcome -> ((OrderOutcome.Refused) outcome).refusal().reason())
        .containsAnyOf(Reason.ALREADY_RENEWED, Reason.ACTION_PENDING)
        .hasSize(7);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("85.00"));
    assertThat(refusal(chain.renew(domain, PAY_INVOICE))).isEqualTo(Reason.ALREADY_RENEWED);
  }

  @Test
  @DisplayName("OR-5 another exp-date, or one that is over, means it was renewed already")
  void anotherExpiryIsRefused() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("expdate");

    OrderOutcome other =
        chain.renew(
            chain.renewal(domain.terms().id(), domain.expiresAt().plusSeconds(1), PAY_INVOICE));
    world.pass(Duration.ofDays(366));
    OrderOutcome past = chain.renew(domain, PAY_INVOICE);

    assertThat(refusal(other)).isEqualTo(Reason.ALREADY_RENEWED);
    assertThat(refusal(past)).isEqualTo(Reason.ALREADY_RENEWED);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
  }

  @Test
  @DisplayName("OR-1 years are added in the calendar: from a leap day to February 28")
  void yearsAreAddedInTheCalendar() {
    Chain chain = aChain();
    world.pass(Duration.between(world.now(), Instant.parse("2028-02-29T10:00:00Z")));

    Order.Registered domain = chain.aDomain("leap");

    assertThat(domain.expiresAt()).isEqualTo(Instant.parse("2029-02-28T10:00:00Z"));
  }

  @Test
  @DisplayName("PR-3 nothing is renewed further ahead than the TLD's longest tenure")
  void nothingIsRenewedTooFarAhead() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("far");
    RenewDomain.Request tenYears =
        new RenewDomain.Request(
            chain.s,
            domain.terms().id(),
            10,
            domain.expiresAt(),
            PAY_INVOICE,
            false,
            null,
            null,
            Map.of(),
            AgreedPrice.none(),
            null);

    assertThat(refusal(chain.renew(tenYears))).isEqualTo(Reason.TENURE_TOO_LONG);
  }

  @Test
  @DisplayName("OR-5 OR-8 privacy protection is priced, charged and invoiced with the renewal")
  void privacyIsBoughtWithTheRenewal() {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("privacy");
    chain.privacyPrices("3.00", "2.00", "1.00");

    Order.Registered renewed =
        done(
            chain.renew(
                new RenewDomain.Request(
                    chain.s,
                    domain.terms().id(),
                    1,
                    domain.expiresAt(),
                    PAY_INVOICE,
                    true,
                    true,
                    null,
                    Map.of(),
                    AgreedPrice.none(),
                    null)));

    assertThat(renewed.extras().privacyUntil()).isEqualTo(renewed.expiresAt());
    assertThat(renewed.extras().autoRenew()).isTrue();
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("82.00"));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("81.00"));
    assertThat(world.invoiceStates(chain.s))
        .containsExactlyInAnyOrder("CUSTOMER 15.00 PAID", "CUSTOMER 3.00 PAID");
  }

  @ParameterizedTest
  @CsvSource({"5.00, 90.00", "15.00, 100.00", "0, 85.00"})
  @DisplayName("OR-5 a discount lowers the customer's price, nobody else's")
  void aDiscountLowersTheCustomersPrice(BigDecimal discount, String left) {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("discount");

    done(chain.renew(discounted(chain, domain, discount)));

    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd(left));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("83.00"));
  }

  @ParameterizedTest
  @CsvSource({"15.01", "0.001"})
  @DisplayName("OR-5 a discount above the price, or finer than the currency, is refused")
  void aDiscountThatDoesNotFitIsRefused(BigDecimal discount) {
    Chain chain = aChain();
    Order.Registered domain = chain.aDomain("discount");

    assertThat(refusal(chain.renew(discounted(chain, domain, discount))))
        .isEqualTo(Reason.DISCOUNT_NOT_POSSIBLE);
  }

  private static RenewDomain.Request discounted(
      Chain chain, Order.Registered domain, BigDecimal discount) {
    return new RenewDomain.Request(
        chain.s,
        domain.terms().id(),
        1,
        domain.expiresAt(),
        PAY_INVOICE,
        false,
        null,
        discount,
        Map.of(),
        AgreedPrice.none(),
        null);
  }

  @Test
  @DisplayName("OR-1 one domain name is ordered once, whoever asks at the same time")
  void oneDomainNameIsOrderedOnce() throws Exception {
    Chain one = aChain();
    Chain other = aChain();
    DomainName name = Chain.aName("race");
    List<Callable<OrderOutcome>> calls =
        List.of(() -> one.register(name), () -> other.register(name));

    List<OrderOutcome> outcomes;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      outcomes = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }

    assertThat(outcomes).filteredOn(OrderOutcome.Begun.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(OrderOutcome.Refused.class::isInstance)
        .extracting(outcome -> ((OrderOutcome.Refused) outcome).refusal().reason())
        .containsExactly(Reason.NAME_TAKEN);
  }

  @Test
  @DisplayName("OR-1 a registration that is asked for twice with one key happens once")
  void aRegistrationWithOneKeyHappensOnce() {
    Chain chain = aChain();
    DomainName name = Chain.aName("key");

    OrderOutcome first = chain.register(name, PAY_INVOICE, "key-" + name);
    OrderOutcome again = chain.register(name, PAY_INVOICE, "key-" + name);
    OrderOutcome taken = chain.register(name, PAY_INVOICE, "other-" + name);

    assertThat(again).isEqualTo(first);
    assertThatThrownBy(() -> chain.register(Chain.aName("other"), PAY_INVOICE, "key-" + name))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.type()).isEqualTo(CommonProblems.IDEMPOTENCY_KEY_REUSED));
    assertThat(refusal(taken)).isEqualTo(Reason.NAME_TAKEN);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("88.00"));
  }

  @Test
  @DisplayName("OR-1 two names at once with one key: one is ordered, the other refused")
  void twoNamesAtOnceWithOneKey() throws Exception {
    Chain chain = aChain();
    DomainName name = Chain.aName("one");
    DomainName other = Chain.aName("two");
    String key = "key-" + name;
    List<Callable<OrderOutcome>> calls =
        List.of(
            () -> chain.register(name, PAY_INVOICE, key),
            () -> chain.register(other, PAY_INVOICE, key));

    List<Future<OrderOutcome>> outcomes;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      outcomes = threads.invokeAll(calls);
    }

    assertThat(outcomes)
        .filteredOn(outcome -> outcome.state() == Future.State.FAILED)
        .singleElement()
        .satisfies(
            outcome -> assertThat(outcome.exceptionNow()).isInstanceOf(ProblemException.class));
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("88.00"));
  }

  @Test
  @DisplayName("OR-1 a name that is not paid for in time is free again, and its invoice cancelled")
  void anUnpaidNameIsFreeAgain() {
    Chain chain = aChain();
    Chain others = aChain();
    DomainName name = Chain.aName("unpaid");
    Action waiting = action(chain.register(name, ONLY_ADD, "key-" + name));
    assertThat(refusal(others.register(name))).isEqualTo(Reason.NAME_TAKEN);

    world.pass(Duration.ofDays(7).plusSeconds(1));

    await()
        .untilAsserted(
            () -> assertThat(world.actionState(waiting.terms().order())).isEqualTo("FAILED"));
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 12.00 CANCELLED");
    done(others.register(name));
  }

  @Test
  @DisplayName("OR-1 a registration that is sent many times at once with one key happens once")
  void aRegistrationSentManyTimesAtOnceHappensOnce() throws Exception {
    Chain chain = aChain();
    DomainName name = Chain.aName("burst");
    List<Callable<OrderOutcome>> calls =
        Collections.nCopies(6, () -> chain.register(name, PAY_INVOICE, "key-" + name));

    List<OrderOutcome> outcomes;
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      outcomes = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }

    assertThat(outcomes)
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(OrderOutcome.Begun.class))
        .extracting(outcome -> action(outcome).terms().id())
        .containsOnly(action(outcomes.getFirst()).terms().id());
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("88.00"));
  }

  @Test
  @DisplayName("OR-3 many renewals at once share what is there: as many as P can pay, no more")
  void manyRenewalsAtOnceShareWhatIsThere() throws Exception {
    Chain chain = aChain("1000.00", "1000.00", "97.50"); // 10 registrations, 5 renewals
    List<Order.Registered> domains =
        IntStream.range(0, 10).mapToObj(n -> chain.aDomain("many" + n)).toList();
    List<Callable<OrderOutcome>> calls =
        domains.stream()
            .<Callable<OrderOutcome>>map(domain -> () -> chain.renew(domain, PAY_INVOICE))
            .toList();

    List<OrderOutcome> outcomes;
    try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
      outcomes = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }

    assertThat(outcomes).filteredOn(outcome -> action(outcome) instanceof Action.Done).hasSize(5);
    assertThat(outcomes)
        .filteredOn(outcome -> action(outcome) instanceof Action.AwaitingFunds)
        .hasSize(5);
    assertThat(world.balance(chain.operator, chain.p)).isEqualTo(usd("0.00"));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("875.00")); // 1000 - 80 - 45
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("925.00"));
  }

  @Test
  @DisplayName("PR-8 pricing is asked with every buyer's Total Receipts of this moment")
  void pricingIsAskedWithTheStandingsOfThisMoment() {
    Chain chain = aChain("100.00", "50.00", "60.00");
    world.topUp(chain.p, chain.s, "25.00");

    Order.Registered order = chain.aDomain("standing");

    PRICING.verify(
        postRequestedFor(urlEqualTo("/v1/chain-quotes"))
            .withHeader("Authorization", equalTo("Bearer t"))
            .withRequestBody(
                equalToJson(
                    """
                    {"sellerId":"%s","customerId":"%s","product":"com","action":"REGISTER",
                     "years":1,"standings":[
                       {"partnerId":"%s","totalReceipts":{"amount":"75.00","currency":"USD"},
                        "webServicesOrders":0},
                       {"partnerId":"%s","totalReceipts":{"amount":"60.00","currency":"USD"},
                        "webServicesOrders":0}],
                     "taxAddress":{"country":"JP","region":null},
                     "name":{"name":"%s","premium":false},"signedQuote":null}"""
                        .formatted(
                            chain.s,
                            chain.customer,
                            chain.s,
                            chain.p,
                            order.terms().article().label()))));
  }

  @Test
  @DisplayName("OR-3 one token serves many quotes, and a refused one is replaced")
  void oneTokenServesManyQuotes() {
    Chain chain = aChain();
    chain.aDomain("token");
    int before = tokensAsked();

    chain.aDomain("token");
    assertThat(tokensAsked()).isEqualTo(before);

    world.pricingAnswers(chain.customer, 401, "");
    assertThat(refusal(chain.register(Chain.aName("token")))).isEqualTo(Reason.PRICING_UNAVAILABLE);
    assertThat(tokensAsked()).isGreaterThan(before);
    chainRecovers(chain);
  }

  private static int tokensAsked() {
    return PRICING
        .countRequestsMatching(postRequestedFor(urlEqualTo("/oauth2/token")).build())
        .getCount();
  }

  @Test
  @DisplayName("OR-3 an operator's own customer pays the operator, and nobody else")
  void anOperatorsOwnCustomer() {
    SellerId operator = world.anOperator();
    CustomerId customer = world.aCustomerOf(operator, "20.00");
    world.prices("com", ProductAction.REGISTER, customer, List.of(operator), List.of("12.00"));

    OrderOutcome outcome =
        world.ordered(
            register,
            new OrderProduct.Request(
                operator,
                customer,
                Chain.aName("root"),
                1,
                PAY_INVOICE,
                "2026-01",
                Map.of(),
                AgreedPrice.none(),
                new RequestKeys.Key("k-" + operator, "f")));

    done(outcome);
    assertThat(world.balance(operator, customer)).isEqualTo(usd("8.00"));
    assertThat(world.house(operator, Holder.Role.REVENUE)).isEqualTo(usd("12.00"));
  }

  @Test
  @DisplayName("ON-7 nothing can be bought below a seller that is not active")
  void nothingIsBoughtBelowAnInactiveSeller() {
    Chain chain = aChain();
    var unknownParent = World.newSellerId();
    var orphan = world.aPartnerOf(unknownParent, "100.00");
    var customer = world.aCustomerOf(orphan, "100.00");

    OrderOutcome outcome =
        world.ordered(
            register,
            new OrderProduct.Request(
                orphan,
                customer,
                Chain.aName("orphan"),
                1,
                PAY_INVOICE,
                "2026-01",
                Map.of(),
                AgreedPrice.none(),
                new RequestKeys.Key("k-" + chain.s, "f")));

    assertThat(refusal(outcome)).isEqualTo(Reason.SELLER_NOT_READY);
  }

  @Test
  @DisplayName("PR-19 a premium name that the order does not know of is refused, and says so")
  void aPremiumNameIsNotSoldUnawares() {
    Chain chain = aChain();
    world.pricingAnswers(
        chain.customer,
        422,
        "{\"type\":\"urn:tierline:problem:premium-not-acknowledged\",\"status\":422}");

    assertThat(refusal(chain.register(Chain.aName("gold"))))
        .isEqualTo(Reason.PREMIUM_NOT_ACKNOWLEDGED);
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "429", "403"})
  @DisplayName("OR-3 without a quote nothing is ordered and nothing is charged")
  void withoutAQuoteNothingHappens(int status) {
    Chain chain = aChain();
    world.pricingAnswers(chain.customer, status, "");

    assertThat(refusal(chain.register(Chain.aName("down")))).isEqualTo(Reason.PRICING_UNAVAILABLE);

    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("100.00"));
    assertThat(world.query("select 1 from customer_order where seller_id = ?", chain.s.value()))
        .isEmpty();
    chainRecovers(chain);
  }

  @Test
  @DisplayName("OR-3 a slow pricing is waited for within a bound")
  void aSlowPricingIsWaitedForWithinABound() {
    Chain chain = aChain();
    world.pricingIsSlow(chain.customer, Duration.ofSeconds(10));

    assertThat(refusal(chain.register(Chain.aName("slow")))).isEqualTo(Reason.PRICING_UNAVAILABLE);

    chainRecovers(chain);
  }

  @ParameterizedTest
  @CsvSource({"seller-unknown", "seller-inactive"})
  @DisplayName("ON-7 a seller whom pricing has not heard of yet is one to try again later")
  void aSellerPricingHasNotHeardOf(String slug) {
    Chain chain = aChain();
    world.pricingAnswers(
        chain.customer,
        409,
        "{\"type\":\"urn:tierline:problem:%s\",\"sellerId\":\"%s\"}"
            .formatted(slug, chain.operator));

    assertThat(refusal(chain.register(Chain.aName("early")))).isEqualTo(Reason.SELLER_NOT_READY);
  }

  @Test
  @DisplayName("OR-4 why a price is missing further up is not told to the seller")
  void whyAPriceIsMissingIsNotTold() {
    Chain chain = aChain();
    world.pricingAnswers(
        chain.customer,
        422,
        "{\"type\":\"urn:tierline:problem:price-missing\",\"sellerId\":\"%s\"}"
            .formatted(chain.operator));

    OrderOutcome outcome = chain.register(Chain.aName("missing"));

    assertThat(refusal(outcome)).isEqualTo(Reason.NOT_SOLD);
    assertThat(((OrderOutcome.Refused) outcome).refusal().message())
        .doesNotContain(chain.operator.toString());
  }

  @Test
  @DisplayName("OR-3 an action that is not sold of a TLD is no matter of its years")
  void anActionThatIsNotSold() {
    Chain chain = aChain();
    world.pricingAnswers(
        chain.customer, 422, "{\"type\":\"urn:tierline:problem:action-not-sold\",\"status\":422}");

    assertThat(refusal(chain.register(Chain.aName("unsold")))).isEqualTo(Reason.NOT_SOLD);
  }

  /** After several failures pricing is left alone for a moment, then asked again. */
  private void chainRecovers(Chain chain) {
    chain.prices(ProductAction.REGISTER, "12.00", "8.00", "6.00");
    await()
        .untilAsserted(
            () ->
                assertThat(chain.register(Chain.aName("again")))
                    .isInstanceOf(OrderOutcome.Begun.class));
  }

  private PayInvoice.Result pay(Chain chain, InvoiceId invoice) {
    return SellerScope.inBackground(() -> payInvoice.run(chain.s, invoice));
  }

  private static InvoiceId customersInvoice(Action action) {
    InvoiceId invoice = action.charges().getFirst().invoice();
    assertThat(invoice).isNotNull();
    return Objects.requireNonNull(invoice);
  }

  private static Action action(OrderOutcome outcome) {
    assertThat(outcome).isInstanceOf(OrderOutcome.Begun.class);
    return ((OrderOutcome.Begun) outcome).action();
  }

  private static Order.Registered done(OrderOutcome outcome) {
    assertThat(action(outcome)).isInstanceOf(Action.Done.class);
    return (Order.Registered) ((OrderOutcome.Begun) outcome).order();
  }

  private static Reason refusal(OrderOutcome outcome) {
    assertThat(outcome).isInstanceOf(OrderOutcome.Refused.class);
    return ((OrderOutcome.Refused) outcome).refusal().reason();
  }
}
