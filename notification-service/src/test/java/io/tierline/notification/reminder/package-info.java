@NullMarked
package io.tierline.notification.reminder;

import org.jspecify.annotations.NullMarked;
