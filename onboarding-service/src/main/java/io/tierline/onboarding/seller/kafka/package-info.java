/** What is told about sellers on the bus. */
@NullMarked
package io.tierline.onboarding.seller.kafka;

import org.jspecify.annotations.NullMarked;
