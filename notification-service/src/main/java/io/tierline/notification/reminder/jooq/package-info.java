/** Watched domains in PostgreSQL. */
@NullMarked
package io.tierline.notification.reminder.jooq;

import org.jspecify.annotations.NullMarked;
