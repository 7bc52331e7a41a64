@NullMarked
package io.tierline.notification.notice;

import org.jspecify.annotations.NullMarked;
