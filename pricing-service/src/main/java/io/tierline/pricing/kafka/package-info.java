/** What the topics of this service have in common. */
@NullMarked
package io.tierline.pricing.kafka;

import org.jspecify.annotations.NullMarked;
