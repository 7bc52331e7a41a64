/** The promise of the price cache, checked on a recorded history of real processes under faults. */
@NullMarked
package io.tierline.acceptance.prices;

import org.jspecify.annotations.NullMarked;
