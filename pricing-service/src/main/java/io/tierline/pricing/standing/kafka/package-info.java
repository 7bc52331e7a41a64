/** Listens to what happens to partners' accounts. */
@NullMarked
package io.tierline.pricing.standing.kafka;

import org.jspecify.annotations.NullMarked;
