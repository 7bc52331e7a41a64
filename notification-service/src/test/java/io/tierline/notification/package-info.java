@NullMarked
package io.tierline.notification;

import org.jspecify.annotations.NullMarked;
