/** Who there is: sellers with their brands, and customers, kept from events. */
@NullMarked
package io.tierline.notification.directory;

import org.jspecify.annotations.NullMarked;
