package io.tierline.ordering.orders;

import io.tierline.ordering.ledger.HoldOutcome;
import io.tierline.ordering.registry.Registry;
import io.tierline.ordering.registry.RegistryAnswer;
import io.tierline.ordering.registry.RegistryCommand;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The registry's part of an action, between the transaction that held the money and the one that
 * posts it; what no registry does is done at once. May be run again at any point, by anyone, after
 * any crash: the registry acts once per transaction id, and the ending once per action
 * (infra/decisions/0008-registry-calls.md).
 */
@Component
class CarryOutAction {

  private static final Logger LOG = LoggerFactory.getLogger(CarryOutAction.class);

  private final Actions actions;
  private final Orders orders;
  private final Registry registry;
  private final EndAction end;
  private final Clock clock;

  CarryOutAction(Actions actions, Orders orders, Registry registry, EndAction end, Clock clock) {
    this.actions = actions;
    this.orders = orders;
    this.registry = registry;
    this.end = end;
    this.clock = clock;
  }

  /** Goes on with what was just placed. */
  OrderOutcome begun(OrderOutcome placed) {
    if (!(placed instanceof OrderOutcome.Begun(Order _, Action.AwaitingRegistry action))) {
      return placed;
    }
    switch (action.terms().article()) {
      case DomainName domain -> conclude(action, registry.carryOut(action.terms().command(domain)));
      case WebService _ -> provideOrLeaveToRecovery(action);
    }
    return asItIsNow(action.terms().id());
  }

  OrderOutcome asItIsNow(ActionId id) {
    Action action = actions.find(id).orElseThrow();
    return new OrderOutcome.Begun(orders.find(action.terms().order()).orElseThrow(), action);
  }

  /** Finds out what became of an action that nobody is known to be working on. */
  void recover(ActionId id) {
    if (actions.find(id).orElse(null) instanceof Action.AwaitingRegistry action) {
      switch (action.terms().article()) {
        case DomainName domain -> recover(action, action.terms().command(domain));
        case WebService _ -> provide(action);
      }
    }
  }

  private void recover(Action.AwaitingRegistry action, RegistryCommand command) {
    RegistryAnswer answer = registry.outcomeOf(command);
    if (!(answer instanceof RegistryAnswer.NotReceived)) {
      conclude(action, answer);
    } else if (clock.instant().isBefore(action.withdrawFrom())) {
      conclude(action, registry.carryOut(command));
    } else {
      withdraw(action, command);
    }
  }

  /**
   * The order is made and the money held, so whoever ordered is never told that it failed: ordering
   * again would buy it twice.
   */
  private void provideOrLeaveToRecovery(Action.AwaitingRegistry action) {
    try {
      provide(action);
    } catch (RuntimeException e) {
      LOG.warn("Action {} could not be ended; tried again later", action.terms().id(), e);
    }
  }

  /** Its years begin when it is paid. */
  private void provide(Action.AwaitingRegistry action) {
    Instant now = clock.instant();
    Instant until =
        now.truncatedTo(ChronoUnit.SECONDS)
            .atOffset(ZoneOffset.UTC)
            .plusYears(action.terms().years())
            .toInstant();
    end.done(action.terms().id(), until, now);
  }

  /** The hold expires only once the registry has promised never to do it. */
  private void withdraw(Action.AwaitingRegistry action, RegistryCommand command) {
    Instant now = clock.instant();
    switch (registry.withdraw(command)) {
      case RegistryAnswer.Done(Instant expiresAt) -> end.done(action.terms().id(), expiresAt, now);
      case RegistryAnswer.Refused(String reason) ->
          end.failed(action.terms().id(), reason, HoldOutcome.How.EXPIRED, now);
      case RegistryAnswer.NotReceived _, RegistryAnswer.Unknown _ ->
          LOG.warn("Action {} could not be withdrawn; asked again later", action.terms().id());
    }
  }

  private void conclude(Action.AwaitingRegistry action, RegistryAnswer answer) {
    ActionId id = action.terms().id();
    Instant now = clock.instant();
    switch (answer) {
      case RegistryAnswer.Done(Instant expiresAt) -> end.done(id, expiresAt, now);
      case RegistryAnswer.Refused(String reason) ->
          end.failed(id, reason, HoldOutcome.How.VOIDED, now);
      case RegistryAnswer.NotReceived _ -> LOG.warn("Action {} has not reached the registry", id);
      case RegistryAnswer.Unknown(String why) ->
          LOG.warn("What became of action {} is not known: {}", id, why);
    }
  }
}
