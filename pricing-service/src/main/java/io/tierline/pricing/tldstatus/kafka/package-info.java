/** Orders there are, from ordering's events. */
@NullMarked
package io.tierline.pricing.tldstatus.kafka;

import org.jspecify.annotations.NullMarked;
