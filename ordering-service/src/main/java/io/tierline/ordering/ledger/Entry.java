package io.tierline.ordering.ledger;

import java.time.Instant;
import org.joda.money.Money;

/**
 * One line of the statement of a partner or a customer.
 *
 * @param amount negative when it left the account
 * @param accountVersion the how-manieth entry of the account it is
 */
public record Entry(
    long id,
    AccountId account,
    Money amount,
    Money balanceBefore,
    Money balanceAfter,
    long accountVersion,
    String cause,
    String purpose,
    Instant happenedAt) {}
