/** Records that could not act: list, show, replay in order, discard with a reason. */
@NullMarked
package io.tierline.messaging.parking;

import org.jspecify.annotations.NullMarked;
