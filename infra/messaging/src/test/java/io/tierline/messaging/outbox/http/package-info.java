@NullMarked
package io.tierline.messaging.outbox.http;

import org.jspecify.annotations.NullMarked;
