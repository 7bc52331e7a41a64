/** The catalog in PostgreSQL. */
@NullMarked
package io.tierline.pricing.catalog.jooq;

import org.jspecify.annotations.NullMarked;
