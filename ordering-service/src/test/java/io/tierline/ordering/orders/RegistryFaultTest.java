package io.tierline.ordering.orders;

import static io.tierline.ordering.orders.InvoiceOption.PAY_INVOICE;
import static io.tierline.ordering.registry.simulator.SimulatorSettings.Behaviour.DOWN;
import static io.tierline.ordering.registry.simulator.SimulatorSettings.Behaviour.LATE;
import static io.tierline.ordering.registry.simulator.SimulatorSettings.Behaviour.LOSES;
import static io.tierline.ordering.registry.simulator.SimulatorSettings.Behaviour.REFUSES;
import static io.tierline.ordering.registry.simulator.SimulatorSettings.Behaviour.SLOW;
import static io.tierline.ordering.registry.simulator.SimulatorSettings.Behaviour.SWALLOWS_ANSWER;
import static io.tierline.ordering.world.World.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.ProductAction;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.ledger.HoldOutcome;
import io.tierline.ordering.registry.simulator.SimulatedRegistry;
import io.tierline.ordering.registry.simulator.SimulatorSettings.Behaviour;
import io.tierline.ordering.registry.simulator.SimulatorSettings.Rule;
import io.tierline.ordering.world.Chain;
import io.tierline.ordering.world.OrderingTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Registries are slow, fail and answer late; nobody pays for what did not happen, or twice. */
class RegistryFaultTest extends OrderingTest {

  @Autowired OrderProduct register;
  @Autowired RenewDomain renew;
  @Autowired SimulatedRegistry registry;
  @Autowired PriceChain priceChain;
  @Autowired PlaceRenewal placeRenewal;
  @Autowired Actions actions;
  @Autowired EndAction endAction;
  @Autowired Tlds tlds;
  @Autowired SimpleAsyncTaskScheduler schedules;

  private Chain chain;

  @BeforeEach
  void aChain() {
    chain = new Chain(world, register, renew);
  }

  /** Renewals of this domain meet the behaviour; {@code times} says how often. */
  private void theRegistry(Behaviour behaviour, Order.Registered domain, int times) {
    registry.program(
        new Rule(
            Pattern.compile(Pattern.quote(domain.terms().article().label())),
            behaviour,
            Duration.ofMillis(700),
            times));
  }

  @Test
  @DisplayName("OR-1 what the registry refuses costs nobody anything")
  void whatTheRegistryRefusesCostsNothing() {
    Order.Registered domain = chain.aDomain("refused");
    theRegistry(REFUSES, domain, 1);

    OrderOutcome outcome = chain.renew(domain, PAY_INVOICE);

    assertThat(((OrderOutcome.Begun) outcome).action()).isInstanceOf(Action.Failed.class);
    assertNothingCharged();
    assertThat(world.invoiceStates(chain.s)).isEmpty();
    assertThat(chain.renew(domain, PAY_INVOICE)).isInstanceOf(OrderOutcome.Begun.class);
  }

  @Test
  @DisplayName("OR-1 a registration that the registry refuses frees the name again")
  void aRefusedRegistrationFreesTheName() {
    DomainName name = Chain.aName("taken");
    registry.program(
        new Rule(Pattern.compile(Pattern.quote(name.ascii())), REFUSES, Duration.ZERO, 1));

    OrderOutcome first = chain.register(name);
    OrderOutcome second = chain.register(name);

    assertThat(((OrderOutcome.Begun) first).order()).isInstanceOf(Order.NotRegistered.class);
    assertThat(((OrderOutcome.Begun) second).order()).isInstanceOf(Order.Registered.class);
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("92.00"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"LOSES", "SWALLOWS_ANSWER", "LATE", "SLOW", "DOWN"})
  @DisplayName("OR-3 an unknown outcome is found out: the domain is renewed once, charged once")
  void anUnknownOutcomeIsFoundOut(Behaviour behaviour) {
    assertThat(behaviour).isIn(LOSES, SWALLOWS_ANSWER, LATE, SLOW, DOWN);
    Order.Registered domain = chain.aDomain("unknown");
    theRegistry(behaviour, domain, behaviour == DOWN ? 3 : 1);

    OrderOutcome outcome = whileNobodyRecovers(() -> chain.renew(domain, PAY_INVOICE));

    assertThat(((OrderOutcome.Begun) outcome).action()).isInstanceOf(Action.AwaitingRegistry.class);
    await()
        .untilAsserted(() -> assertThat(world.actionState(domain.terms().id())).isEqualTo("DONE"));
    assertRenewedOnce(domain);
  }

  @Test
  @DisplayName("OR-5 while the outcome is unknown the order has an action pending")
  void whileUnknownTheOrderIsPending() {
    Order.Registered domain = chain.aDomain("pending");
    theRegistry(DOWN, domain, 1_000_000);
    chain.renew(domain, PAY_INVOICE);

    OrderOutcome second = chain.renew(domain, PAY_INVOICE);

    assertThat(second)
        .isInstanceOfSatisfying(
            OrderOutcome.Refused.class,
            refused ->
                assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.ACTION_PENDING));
    assertThat(world.credit(chain.p, chain.s)).isEqualTo(usd("83.00"));
    assertThat(world.balance(chain.p, chain.s)).isEqualTo(usd("92.00"));
  }

  @Test
  @DisplayName("OR-1 a hold expires only when the registry has promised never to do it")
  void aHoldExpiresOnlyWhenTheRegistryPromised() {
    Order.Registered domain = chain.aDomain("expires");
    theRegistry(LOSES, domain, 1_000_000);
    chain.renew(domain, PAY_INVOICE);
    assertThat(world.credit(chain.p, chain.s)).isEqualTo(usd("83.00"));

    world.pass(Duration.ofDays(8));

    await()
        .untilAsserted(
            () -> assertThat(world.actionState(domain.terms().id())).isEqualTo("FAILED"));
    assertNothingCharged();
    assertThat(
            world.query(
                "select outcome from ledger_hold_end e join order_action a on a.hold_id = e.hold_id"
                    + " where a.order_id = ? and a.action = 'RENEW'",
                domain.terms().id().value()))
        .extracting(row -> row.get("outcome"))
        .containsExactly("EXPIRED");
    assertThat(
            world.query(
                "select outcome from simulated_command c join order_action a"
                    + " on c.transaction_id = 'action-' || a.action_id where a.order_id = ?"
                    + " and a.action = 'RENEW'",
                domain.terms().id().value()))
        .extracting(row -> row.get("outcome"))
        .containsExactly("WITHDRAWN");
  }

  @Test
  @DisplayName("OR-1 a crash after the money was held is recovered: renewed and charged once")
  void aCrashAfterTheHoldIsRecovered() {
    Order.Registered domain = chain.aDomain("crash");

    whileNobodyRecovers(() -> placed(domain));

    await()
        .untilAsserted(() -> assertThat(world.actionState(domain.terms().id())).isEqualTo("DONE"));
    assertRenewedOnce(domain);
  }

  @Test
  @DisplayName("OR-1 a crash after the registry did it is recovered: renewed and charged once")
  void aCrashAfterTheRegistryDidItIsRecovered() {
    Order.Registered domain = chain.aDomain("crash");

    whileNobodyRecovers(
        () -> {
          Action.AwaitingRegistry action = placed(domain);
          return registry.carryOut(action.terms().command((DomainName) action.terms().article()));
        });

    await()
        .untilAsserted(() -> assertThat(world.actionState(domain.terms().id())).isEqualTo("DONE"));
    assertRenewedOnce(domain);
  }

  @Test
  @DisplayName("OR-1 an action ends once, however often its end is reported")
  void anActionEndsOnce() {
    Order.Registered domain = chain.aDomain("ends");
    Action.Done done =
        (Action.Done) ((OrderOutcome.Begun) chain.renew(domain, PAY_INVOICE)).action();

    SellerScope.inBackground(
        () -> {
          endAction.done(done.terms().id(), domain.expiresAt(), world.now());
          endAction.failed(done.terms().id(), "too late", HoldOutcome.How.VOIDED, world.now());
        });

    assertRenewedOnce(domain);
  }

  /** Recovery rests meanwhile: it takes whoever is slow for crashed. */
  private <T> T whileNobodyRecovers(Supplier<T> work) {
    CountDownLatch resting = new CountDownLatch(1);
    schedules.stop(resting::countDown);
    await().until(() -> resting.getCount() == 0);
    try {
      return work.get();
    } finally {
      schedules.start();
    }
  }

  private Action.AwaitingRegistry placed(Order.Registered domain) {
    return SellerScope.inBackground(
        () -> {
          var priced =
              (PriceChain.Result.Priced)
                  priceChain.run(
                      new PriceChain.Purchase(
                          chain.s,
                          chain.customer,
                          domain.terms().article(),
                          ProductAction.RENEW,
                          1,
                          false,
                          null,
                          Map.of(),
                          AgreedPrice.none()));
          ActionId placed =
              placeRenewal.run(
                  chain.renewal(domain, PAY_INVOICE), tlds.find("com").orElseThrow(), priced);
          return (Action.AwaitingRegistry) actions.find(placed).orElseThrow();
        });
  }

  private void assertNothingCharged() {
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("100.00"));
    assertThat(world.credit(chain.p, chain.s)).isEqualTo(usd("92.00"));
    assertThat(world.credit(chain.operator, chain.p)).isEqualTo(usd("94.00"));
  }

  private void assertRenewedOnce(Order.Registered domain) {
    assertThat(world.balance(chain.s, chain.customer)).isEqualTo(usd("85.00"));
    assertThat(world.credit(chain.p, chain.s)).isEqualTo(usd("83.00"));
    assertThat(world.credit(chain.operator, chain.p)).isEqualTo(usd("86.50"));
    assertThat(world.invoiceStates(chain.s)).containsExactly("CUSTOMER 15.00 PAID");
    var renewed = domain.expiresAt().atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
    assertThat(
            world.query(
                "select extract(epoch from o.expires_at)::bigint as ours,"
                    + " extract(epoch from d.expires_at)::bigint as theirs from customer_order o"
                    + " join simulated_domain d on d.domain_name = o.domain_name"
                    + " where o.order_id = ?",
                domain.terms().id().value()))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("ours")).isEqualTo(renewed.getEpochSecond());
              assertThat(row.get("theirs")).isEqualTo(renewed.getEpochSecond());
            });
  }
}
