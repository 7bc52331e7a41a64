/** A seller sees a letter before anybody gets it. */
@NullMarked
package io.tierline.notification.letter.http;

import org.jspecify.annotations.NullMarked;
