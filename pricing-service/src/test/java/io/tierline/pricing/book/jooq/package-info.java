/** How price books are kept in PostgreSQL. */
@NullMarked
package io.tierline.pricing.book.jooq;

import org.jspecify.annotations.NullMarked;
