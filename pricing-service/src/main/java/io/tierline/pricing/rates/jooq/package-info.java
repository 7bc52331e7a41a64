/** Exchange rates in PostgreSQL. */
@NullMarked
package io.tierline.pricing.rates.jooq;

import org.jspecify.annotations.NullMarked;
