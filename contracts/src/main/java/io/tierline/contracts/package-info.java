/**
 * What travels between services. Every message is a record with a wire name of its own ({@code
 * <aggregate>.<fact>.v<n>}, given by {@link com.fasterxml.jackson.annotation.JsonTypeName}); a
 * released record is never edited, {@code v2} is a new record.
 *
 * <p>JSON: money is {@code {"amount":"380.00","currency":"USD"}}, instants are ISO-8601 in UTC, ids
 * are strings of decimal digits.
 */
@NullMarked
package io.tierline.contracts;

import org.jspecify.annotations.NullMarked;
