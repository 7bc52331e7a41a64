/** Price books in PostgreSQL. */
@NullMarked
package io.tierline.pricing.book.jooq;

import org.jspecify.annotations.NullMarked;
