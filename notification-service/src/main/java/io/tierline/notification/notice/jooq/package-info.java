/** Notices in PostgreSQL. */
@NullMarked
package io.tierline.notification.notice.jooq;

import org.jspecify.annotations.NullMarked;
