/** What other services say about sellers and customers. */
@NullMarked
package io.tierline.notification.directory.kafka;

import org.jspecify.annotations.NullMarked;
