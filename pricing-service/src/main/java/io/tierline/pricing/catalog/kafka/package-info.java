/** The catalog on the bus. */
@NullMarked
package io.tierline.pricing.catalog.kafka;

import org.jspecify.annotations.NullMarked;
