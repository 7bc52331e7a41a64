/** Specific prices on the bus. */
@NullMarked
package io.tierline.pricing.specific.kafka;

import org.jspecify.annotations.NullMarked;
