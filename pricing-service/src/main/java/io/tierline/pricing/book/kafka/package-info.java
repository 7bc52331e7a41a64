/** Price lists on the bus. */
@NullMarked
package io.tierline.pricing.book.kafka;

import org.jspecify.annotations.NullMarked;
