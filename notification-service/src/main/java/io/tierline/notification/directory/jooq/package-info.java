/** Sellers and customers in PostgreSQL. */
@NullMarked
package io.tierline.notification.directory.jooq;

import org.jspecify.annotations.NullMarked;
