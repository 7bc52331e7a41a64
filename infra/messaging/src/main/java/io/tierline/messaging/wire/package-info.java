/** How a message looks between services: CloudEvents headers, JSON body, wire names. */
@NullMarked
package io.tierline.messaging.wire;

import org.jspecify.annotations.NullMarked;
