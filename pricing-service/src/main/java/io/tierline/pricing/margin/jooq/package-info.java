/** Changes of cost and margin alerts in PostgreSQL. */
@NullMarked
package io.tierline.pricing.margin.jooq;

import org.jspecify.annotations.NullMarked;
