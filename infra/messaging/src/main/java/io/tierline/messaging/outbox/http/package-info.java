/** What the installation's staff sees of the outbox, and can do about it. */
@NullMarked
package io.tierline.messaging.outbox.http;

import org.jspecify.annotations.NullMarked;
