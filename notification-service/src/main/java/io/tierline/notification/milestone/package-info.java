/** What partners hear of their own account (domain.md NO-6). */
@NullMarked
package io.tierline.notification.milestone;

import org.jspecify.annotations.NullMarked;
