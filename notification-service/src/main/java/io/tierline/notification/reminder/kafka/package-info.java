/** What ordering says about domains. */
@NullMarked
package io.tierline.notification.reminder.kafka;

import org.jspecify.annotations.NullMarked;
