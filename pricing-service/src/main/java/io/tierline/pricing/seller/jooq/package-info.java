/** The tree of sellers in PostgreSQL. */
@NullMarked
package io.tierline.pricing.seller.jooq;

import org.jspecify.annotations.NullMarked;
