/** TLD statuses in PostgreSQL. */
@NullMarked
package io.tierline.pricing.tldstatus.jooq;

import org.jspecify.annotations.NullMarked;
