@NullMarked
package io.tierline.pricing.quote;

import org.jspecify.annotations.NullMarked;
