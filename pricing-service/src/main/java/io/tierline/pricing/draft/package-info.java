/** Changes of a price book in preparation: written, looked at, published or thrown away. */
@NullMarked
package io.tierline.pricing.draft;

import org.jspecify.annotations.NullMarked;
