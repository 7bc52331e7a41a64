/** Specific prices in PostgreSQL. */
@NullMarked
package io.tierline.pricing.specific.jooq;

import org.jspecify.annotations.NullMarked;
