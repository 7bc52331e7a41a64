/** A seller's rules in PostgreSQL. */
@NullMarked
package io.tierline.pricing.rule.jooq;

import org.jspecify.annotations.NullMarked;
