package io.tierline.ordering.registry.simulator;

import static io.tierline.ordering.db.Tables.SIMULATED_COMMAND;
import static io.tierline.ordering.db.Tables.SIMULATED_DOMAIN;

import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.registry.RegistryAnswer;
import io.tierline.ordering.registry.RegistryCommand;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the simulated registry knows; each command acts once, by its transaction id. */
@Component
class SimulatedRegistryMemory {

  private static final String DONE = "DONE";
  private static final String REFUSED = "REFUSED";
  private static final String WITHDRAWN = "WITHDRAWN";

  private final DSLContext dsl;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SimulatedRegistryMemory(DSLContext dsl, PlatformTransactionManager transactions, Clock clock) {
    this.dsl = dsl;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  RegistryAnswer carryOut(RegistryCommand command) {
    return alone(
        command.transactionId(),
        () -> known(command.transactionId()).orElseGet(() -> doIt(command)));
  }

  RegistryAnswer refuse(String transactionId, String reason) {
    return alone(
        transactionId,
        () -> known(transactionId).orElseGet(() -> remember(transactionId, REFUSED, null, reason)));
  }

  RegistryAnswer outcomeOf(String transactionId) {
    return alone(
        transactionId, () -> known(transactionId).orElseGet(RegistryAnswer.NotReceived::new));
  }

  RegistryAnswer withdraw(String transactionId) {
    return alone(
        transactionId,
        () ->
            known(transactionId)
                .orElseGet(
                    () -> remember(transactionId, WITHDRAWN, null, "Withdrawn by the client")));
  }

  private RegistryAnswer doIt(RegistryCommand command) {
    return switch (command) {
      case RegistryCommand.Register register -> register(register);
      case RegistryCommand.Renew renew -> renew(renew);
    };
  }

  private RegistryAnswer register(RegistryCommand.Register command) {
    Instant expiresAt = plusYears(clock.instant().truncatedTo(ChronoUnit.SECONDS), command.years());
    int inserted =
        dsl.insertInto(SIMULATED_DOMAIN)
            .set(SIMULATED_DOMAIN.DOMAIN_NAME, command.domainName())
            .set(SIMULATED_DOMAIN.EXPIRES_AT, expiresAt)
            .onConflictDoNothing()
            .execute();
    return inserted == 1
        ? remember(command.transactionId(), DONE, expiresAt, null)
        : remember(command.transactionId(), REFUSED, null, "Object exists");
  }

  private RegistryAnswer renew(RegistryCommand.Renew command) {
    Instant expiresAt = plusYears(command.expiryBefore(), command.years());
    int updated =
        dsl.update(SIMULATED_DOMAIN)
            .set(SIMULATED_DOMAIN.EXPIRES_AT, expiresAt)
            .where(SIMULATED_DOMAIN.DOMAIN_NAME.eq(command.domainName()))
            .and(SIMULATED_DOMAIN.EXPIRES_AT.eq(command.expiryBefore()))
            .execute();
    return updated == 1
        ? remember(command.transactionId(), DONE, expiresAt, null)
        : remember(command.transactionId(), REFUSED, null, "The expiry date is another");
  }

  private RegistryAnswer remember(
      String transactionId, String outcome, @Nullable Instant expiresAt, @Nullable String reason) {
    dsl.insertInto(SIMULATED_COMMAND)
        .set(SIMULATED_COMMAND.TRANSACTION_ID, transactionId)
        .set(SIMULATED_COMMAND.OUTCOME, outcome)
        .set(SIMULATED_COMMAND.EXPIRES_AT, expiresAt)
        .set(SIMULATED_COMMAND.REASON, reason)
        .execute();
    return answer(expiresAt, reason);
  }

  private Optional<RegistryAnswer> known(String transactionId) {
    return dsl.selectFrom(SIMULATED_COMMAND)
        .where(SIMULATED_COMMAND.TRANSACTION_ID.eq(transactionId))
        .fetchOptional(row -> answer(row.getExpiresAt(), row.getReason()));
  }

  private static RegistryAnswer answer(@Nullable Instant expiresAt, @Nullable String reason) {
    return expiresAt != null
        ? new RegistryAnswer.Done(expiresAt)
        : new RegistryAnswer.Refused(reason == null ? "" : reason);
  }

  private static Instant plusYears(Instant from, int years) {
    return from.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
  }

  /** A registry takes the commands of one transaction id one after the other. */
  private RegistryAnswer alone(String transactionId, Supplier<RegistryAnswer> work) {
    return SellerScope.inBackground(
        () ->
            transaction.execute(
                _ -> {
                  dsl.fetch("select pg_advisory_xact_lock(hashtextextended(?, 0))", transactionId);
                  return work.get();
                }));
  }
}
