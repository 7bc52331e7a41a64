@NullMarked
package io.tierline.messaging.inbox;

import org.jspecify.annotations.NullMarked;
