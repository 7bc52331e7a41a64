/** The fate of notices, told to other services. */
@NullMarked
package io.tierline.notification.notice.kafka;

import org.jspecify.annotations.NullMarked;
