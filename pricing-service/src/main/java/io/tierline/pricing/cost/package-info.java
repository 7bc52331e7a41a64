/** What sellers pay for what they sell. */
@NullMarked
package io.tierline.pricing.cost;

import org.jspecify.annotations.NullMarked;
