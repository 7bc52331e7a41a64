/**
 * Double entry (domain.md OR-1). What a holder has with a seller is positive; every posting sums to
 * zero in the books of each seller it touches. The rules are kept by the database (V1__ledger.sql).
 */
@NullMarked
package io.tierline.ordering.ledger;

import org.jspecify.annotations.NullMarked;
