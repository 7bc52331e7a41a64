/** Keys of signed quotes in PostgreSQL. */
@NullMarked
package io.tierline.pricing.quote.jooq;

import org.jspecify.annotations.NullMarked;
