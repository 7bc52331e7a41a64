/** Listens to what happens to sellers. */
@NullMarked
package io.tierline.pricing.seller.kafka;

import org.jspecify.annotations.NullMarked;
