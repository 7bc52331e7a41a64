/** Sellers in PostgreSQL. */
@NullMarked
package io.tierline.onboarding.seller.jooq;

import org.jspecify.annotations.NullMarked;
