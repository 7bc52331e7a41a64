/** One notice to one person, from queued to its fate (domain.md NO-3, NO-7). */
@NullMarked
package io.tierline.notification.notice;

import org.jspecify.annotations.NullMarked;
