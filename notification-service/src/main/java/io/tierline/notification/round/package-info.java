/** The service's own rhythm: look for what is due, send what is ready, again and again. */
@NullMarked
package io.tierline.notification.round;

import org.jspecify.annotations.NullMarked;
