/** What {@code ./run} promises to the person who starts it. */
@NullMarked
package io.tierline.acceptance.stack;

import org.jspecify.annotations.NullMarked;
