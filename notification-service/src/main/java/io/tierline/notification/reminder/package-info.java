/** When a customer is reminded of a domain (domain.md NO-2, NO-3). */
@NullMarked
package io.tierline.notification.reminder;

import org.jspecify.annotations.NullMarked;
