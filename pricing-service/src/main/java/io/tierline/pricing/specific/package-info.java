/** Prices fixed for one buyer (domain.md PR-5). */
@NullMarked
package io.tierline.pricing.specific;

import org.jspecify.annotations.NullMarked;
