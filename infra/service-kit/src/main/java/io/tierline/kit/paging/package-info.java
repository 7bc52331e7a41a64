/** Cursor paging with a maximum. */
@NullMarked
package io.tierline.kit.paging;

import org.jspecify.annotations.NullMarked;
