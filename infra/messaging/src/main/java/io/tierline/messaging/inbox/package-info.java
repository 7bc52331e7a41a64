/** From the broker to an effect, once and in order. */
@NullMarked
package io.tierline.messaging.inbox;

import org.jspecify.annotations.NullMarked;
