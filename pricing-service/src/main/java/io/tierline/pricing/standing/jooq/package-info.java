/** Standings in PostgreSQL. */
@NullMarked
package io.tierline.pricing.standing.jooq;

import org.jspecify.annotations.NullMarked;
