/** JSON with one form for money, read strictly at the edge. */
@NullMarked
package io.tierline.kit.json;

import org.jspecify.annotations.NullMarked;
