@NullMarked
package io.tierline.pricing.webhook;

import org.jspecify.annotations.NullMarked;
