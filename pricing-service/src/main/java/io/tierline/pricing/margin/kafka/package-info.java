/** Margins on the bus. */
@NullMarked
package io.tierline.pricing.margin.kafka;

import org.jspecify.annotations.NullMarked;
