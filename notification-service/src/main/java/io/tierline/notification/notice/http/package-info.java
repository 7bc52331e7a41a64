/** A seller looks up its notices. */
@NullMarked
package io.tierline.notification.notice.http;

import org.jspecify.annotations.NullMarked;
