package io.tierline.onboarding.card.jooq;

import static io.tierline.onboarding.db.Tables.SIMULATED_CARD_OPERATION;

import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.simulator.SimulatorBook;
import io.tierline.onboarding.db.tables.records.SimulatedCardOperationRecord;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** {@link SimulatorBook} over the table {@code simulated_card_operation}. */
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class JooqSimulatorBook implements SimulatorBook {

  private final DSLContext sql;

  public JooqSimulatorBook(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public Operation once(Operation operation) {
    sql.insertInto(SIMULATED_CARD_OPERATION)
        .set(SIMULATED_CARD_OPERATION.IDEMPOTENCY_KEY, operation.idempotencyKey())
        .set(SIMULATED_CARD_OPERATION.KIND, operation.kind().name())
        .set(SIMULATED_CARD_OPERATION.TOKEN, operation.token())
        .set(SIMULATED_CARD_OPERATION.REFERENCE, operation.reference())
        .set(SIMULATED_CARD_OPERATION.AMOUNT_MINOR, operation.amount().getAmountMinorLong())
        .set(SIMULATED_CARD_OPERATION.CURRENCY, operation.amount().getCurrencyUnit().getCode())
        .set(SIMULATED_CARD_OPERATION.AT, operation.at())
        .onConflictDoNothing()
        .execute();
    return find(SIMULATED_CARD_OPERATION.IDEMPOTENCY_KEY.eq(operation.idempotencyKey()))
        .orElseThrow();
  }

  @Override
  public Optional<Operation> authorisation(String reference) {
    return find(
        SIMULATED_CARD_OPERATION
            .REFERENCE
            .eq(reference)
            .and(SIMULATED_CARD_OPERATION.KIND.eq(CardCall.Kind.AUTHORISE.name())));
  }

  private Optional<Operation> find(Condition which) {
    return sql.selectFrom(SIMULATED_CARD_OPERATION)
        .where(which)
        .fetchOptional(JooqSimulatorBook::operation);
  }

  private static Operation operation(SimulatedCardOperationRecord row) {
    return new Operation(
        row.getIdempotencyKey(),
        CardCall.Kind.valueOf(row.getKind()),
        row.getToken(),
        row.getReference(),
        Money.ofMinor(CurrencyUnit.of(row.getCurrency()), row.getAmountMinor()),
        row.getAt());
  }
}
