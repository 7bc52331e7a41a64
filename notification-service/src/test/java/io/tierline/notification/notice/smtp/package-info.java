@NullMarked
package io.tierline.notification.notice.smtp;

import org.jspecify.annotations.NullMarked;
