/** Premium names in PostgreSQL. */
@NullMarked
package io.tierline.pricing.premium.jooq;

import org.jspecify.annotations.NullMarked;
