/** Notices, counted. */
@NullMarked
package io.tierline.notification.notice.metrics;

import org.jspecify.annotations.NullMarked;
