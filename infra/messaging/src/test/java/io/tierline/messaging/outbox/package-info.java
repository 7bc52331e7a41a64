@NullMarked
package io.tierline.messaging.outbox;

import org.jspecify.annotations.NullMarked;
