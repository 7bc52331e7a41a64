/** From a commit to the broker: the outbox table and the relay that empties it. */
@NullMarked
package io.tierline.messaging.outbox;

import org.jspecify.annotations.NullMarked;
