@NullMarked
package io.tierline.notification.letter;

import org.jspecify.annotations.NullMarked;
